"""Solferino: from sources in any language to attributed claims, incidents and findings."""
