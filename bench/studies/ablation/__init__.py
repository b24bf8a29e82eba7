"""What each number and each stage of psoas is worth: switched off one at a time, and everything counted again."""
