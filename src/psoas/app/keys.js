// The keys of the session page. Where something is focused that takes keys itself, it gets them.
export default {
  template: `<span hidden></span>`,
  props: { keys: Array },
  mounted() {
    this.press = (event) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !this.keys.includes(event.key)) return;
      if (event.target.closest?.("input, select, textarea, button, a, dialog")) return;
      event.preventDefault(); // the space bar would scroll
      this.$emit("key", { key: event.key });
    };
    addEventListener("keydown", this.press);
  },
  unmounted() { removeEventListener("keydown", this.press); },
};
