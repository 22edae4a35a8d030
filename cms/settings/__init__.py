"""Settings: `dev` (make run), `test` (make test) and `production`, all on top of `base`."""
