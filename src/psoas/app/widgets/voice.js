// What a page says aloud, what keeps the screen awake, and the keys of a headset. All that is said is shown as text too.
import { chosen, localVoices, utterance, wordsOf } from "/assets/speech.js";

const TONES = {
  up: [660, 0.12], warn: [330, 0.3], tick: [880, 0.06], go: [784, 0.3], done: [523, 0.4],
  out: [587, 0.1], hold: [494, 0.07], back: [440, 0.1],
};
const TOLD = "psoas-tones-explained";
// The voice that has the keys of a headset. In a led day the next part's voice takes them before the last one goes.
let owner = null;
const MEDIA = { play: "toggle", pause: "toggle", stop: "toggle", nexttrack: "next" };

// Ten silent seconds: browsers hand the keys of a headset only to a page that plays something.
function silence() {
  const rate = 8000, size = 10 * rate, bytes = new DataView(new ArrayBuffer(44 + size));
  const text = (at, word) => [...word].forEach((c, i) => bytes.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF"); bytes.setUint32(4, 36 + size, true); text(8, "WAVEfmt "); bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); bytes.setUint16(22, 1, true); bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate, true); bytes.setUint16(32, 1, true); bytes.setUint16(34, 8, true);
  text(36, "data"); bytes.setUint32(40, size, true);
  new Uint8Array(bytes.buffer).fill(128, 44);
  return URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
}

export default {
  template: `
    <div class="voice-says">
      <button type="button" class="btn main big" v-if="blocked && !muted" @click="wakeUp()">Tap to hear the voice</button>
      <div class="note" role="status" v-if="explains && !muted"><p>This browser has no voice of its own, so you hear tones:
        high for a count, low for something to heed. All of it is on the screen.</p>
        <button type="button" class="btn" @click="understood">I see</button></div>
    </div>`,
  props: { muted: Boolean, lang: String },
  data() { return { blocked: false, explains: false }; },
  mounted() {
    this.spoken = 0;
    // Browsers load their voices late and want a gesture before any sound.
    globalThis.speechSynthesis?.getVoices();
    this.wakeUp = () => {
      this.context?.resume?.();
      if (this.wanted) this.listen();
      if (!this.blocked) return;
      this.blocked = false;
      if (this.unheard) this.speak(this.unheard);
    };
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
    say(n, text, fallback, kind, counts, urgent) {
      if (n <= this.spoken) return;
      this.spoken = n;
      if (this.muted) return;
      const { amount } = chosen();
      const none = !localVoices(this.lang).length;
      if (none) this.explain();
      if (none || amount === "tones") return fallback && this.beep(fallback);
      const words = wordsOf(text, counts, kind, amount);
      if (!words) return;
      if (urgent) globalThis.speechSynthesis.cancel();
      this.speak(words);
    },
    speak(words) {
      const spoken = utterance(words, this.lang);
      spoken.onerror = (event) => { if (event.error === "not-allowed") this.block(words); };
      if (navigator.userActivation?.hasBeenActive === false) this.block(words);
      globalThis.speechSynthesis.speak(spoken);
    },
    block(words) {
      this.blocked = true;
      this.unheard = words;
    },
    explain() {
      try { this.explains ||= !localStorage.getItem(TOLD); } catch { /* then it is explained on each page */ }
    },
    understood() {
      this.explains = false;
      try { localStorage.setItem(TOLD, "1"); } catch { /* as above */ }
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
      loud.gain.exponentialRampToValueAtTime(0.2 * chosen().volume, context.currentTime + 0.015);
      loud.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + length);
      tone.connect(loud).connect(context.destination);
      tone.start();
      tone.stop(context.currentTime + length + 0.02);
    },
    // After a gesture only, for before it nothing may play.
    listen() {
      const media = navigator.mediaSession;
      if (!media || this.player) return;
      this.player = new Audio(silence());
      this.player.loop = true;
      this.player.play().catch(() => { this.player = null; });
      owner = this;
      for (const [key, what] of Object.entries(MEDIA)) {
        try {
          media.setActionHandler(key, () => {
            this.player?.play().catch(() => {}); // it must go on playing, or the next press goes elsewhere
            this.$emit("media", { what });
          });
        } catch { /* this browser does not know that key */ }
      }
    },
    deaf() {
      this.player?.pause();
      if (this.player) URL.revokeObjectURL(this.player.src);
      this.player = null;
      if (owner !== this) return;
      owner = null;
      for (const key of Object.keys(MEDIA)) {
        try { navigator.mediaSession?.setActionHandler(key, null); } catch { /* as above */ }
      }
    },
    async awake(on) {
      this.wanted = on;
      if (!on) {
        this.blocked = false; // in a led day the part that is under way asks for the tap
        this.deaf();
      }
      if (on && navigator.userActivation?.hasBeenActive) this.listen();
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
