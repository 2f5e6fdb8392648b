"""One small file a XEP, on facades only. `wiring.features` lists them."""
