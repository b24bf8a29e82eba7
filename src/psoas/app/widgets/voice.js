// What a page says aloud, and what keeps the screen awake. All of it is shown as text too.
const TONES = {
  up: [660, 0.12], warn: [330, 0.3], tick: [880, 0.06], go: [784, 0.3], done: [523, 0.4],
  out: [587, 0.1], hold: [494, 0.07], back: [440, 0.1],
};

export default {
  template: `<span hidden></span>`,
  props: { muted: Boolean, lang: String },
  mounted() {
    this.spoken = 0;
    // Browsers load their voices late and want a gesture before any sound.
    globalThis.speechSynthesis?.getVoices();
    this.wakeUp = () => this.context?.resume?.();
    this.again = () => document.visibilityState === "visible" && this.wanted && this.awake(true);
    addEventListener("pointerdown", this.wakeUp);
    addEventListener("keydown", this.wakeUp);
    document.addEventListener("visibilitychange", this.again);
  },
  unmounted() {
    removeEventListener("pointerdown", this.wakeUp);
    removeEventListener("keydown", this.wakeUp);
    document.removeEventListener("visibilitychange", this.again);
    globalThis.speechSynthesis?.cancel();
    this.awake(false);
    this.context?.close?.();
  },
  watch: { muted(on) { if (on) globalThis.speechSynthesis?.cancel(); } },
  methods: {
    // `n` rises with every message of a session: what a reconnection repeats is not said twice.
    say(n, text, fallback, urgent) {
      if (n <= this.spoken) return;
      this.spoken = n;
      if (this.muted) return;
      const synth = globalThis.speechSynthesis;
      const voices = synth?.getVoices() ?? [];
      if (!voices.length) return fallback && this.beep(fallback);
      if (urgent) synth.cancel();
      const words = new SpeechSynthesisUtterance(text);
      words.lang = this.lang;
      words.voice = voices.find((v) => v.localService && v.lang?.startsWith(this.lang)) ?? null;
      synth.speak(words);
    },
    beep(kind) {
      if (this.muted) return;
      const [pitch, length] = TONES[kind] ?? TONES.tick;
      this.context ??= new (globalThis.AudioContext ?? globalThis.webkitAudioContext)();
      const { context } = this;
      const tone = context.createOscillator();
      const loud = context.createGain();
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0.0001, context.currentTime);
      loud.gain.exponentialRampToValueAtTime(0.2, context.currentTime + 0.015);
      loud.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + length);
      tone.connect(loud).connect(context.destination);
      tone.start();
      tone.stop(context.currentTime + length + 0.02);
    },
    async awake(on) {
      this.wanted = on;
      try {
        if (on && !this.lock) {
          this.lock = await navigator.wakeLock?.request("screen");
          this.lock?.addEventListener("release", () => { this.lock = null; });
        }
        if (!on) {
          await this.lock?.release();
          this.lock = null;
        }
      } catch { /* no wake lock in this browser or on battery saving: the session goes on */ }
    },
  },
};
