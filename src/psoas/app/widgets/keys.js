// The keys of the session page. Where something is focused that takes that key itself, it gets it.
export default {
  template: `<span hidden></span>`,
  props: { keys: Array },
  mounted() {
    this.press = (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !this.keys.includes(key)) return;
      const taken = "input, select, textarea, dialog" + (key === " " ? ", button, a, summary" : "");
      if (event.target.closest?.(taken)) return;
      event.preventDefault(); // the space bar would scroll
      this.$emit("key", { key });
    };
    addEventListener("keydown", this.press);
  },
  unmounted() { removeEventListener("keydown", this.press); },
};
