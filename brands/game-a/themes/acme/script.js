// A theme may have a script of its own. It is served from the portal's address and may load nothing from elsewhere.
document.documentElement.classList.add("acme-ready");
