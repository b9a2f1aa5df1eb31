"""The lesson on dermatomyositis: its signs, and what they mean for lungs, cancer and hair."""
