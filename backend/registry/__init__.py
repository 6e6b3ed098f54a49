"""국세청 and other registries outside, as the service asks them."""
