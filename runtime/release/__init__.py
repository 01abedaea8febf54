"""Releases on this machine: fetch and verify a bundle, render its pages, swap it in, keep the last good one."""
