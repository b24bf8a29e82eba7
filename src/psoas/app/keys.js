// The keys of the session page. Where something is focused that takes keys itself, it gets them: a field all of them, a
// button only the one that presses it, so that counting by keys goes on after a button was tapped.
export default {
  template: `<span hidden></span>`,
  props: { keys: Array },
  mounted() {
    this.press = (event) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !this.keys.includes(event.key)) return;
      if (event.target.closest?.("input, select, textarea, dialog")) return;
      if (event.key === " " && event.target.closest?.("button, a")) return;
      event.preventDefault(); // the space bar would scroll
      this.$emit("key", { key: event.key });
    };
    addEventListener("keydown", this.press);
  },
  unmounted() { removeEventListener("keydown", this.press); },
};
