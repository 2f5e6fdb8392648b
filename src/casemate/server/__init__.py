"""The XMPP server: listeners, sessions, router and presence. `api` is what other rooms may touch."""
