"""The same clips through what a person could pick instead of psoas, side by side with it."""
