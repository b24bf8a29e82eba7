"""The body: skeleton, angles, moving figure and its drawing."""
