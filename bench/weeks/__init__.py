"""Half a year with psoas, lived by made-up people through the real plan, session engine and journal."""
