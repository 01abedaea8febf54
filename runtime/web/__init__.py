"""The customer's pages that depend on the visitor, one file per page group, in the customer's words."""
