// How the voice sounds and how much it says. All of it stays in this browser.
import { choose, chosen, localVoices, utterance } from "/assets/speech.js";

export default {
  template: `
    <div class="stack voice-settings">
      <p class="note" v-if="!voices.length">This browser has no voice of its own, so you hear tones. A voice from the
        internet is never used.</p>
      <div class="fields">
        <label v-if="voices.length">Voice
          <select aria-label="Voice" v-model="now.voice" @change="keep"><option value="">The first one</option>
            <option v-for="one in voices" :key="one.voiceURI" :value="one.voiceURI">{{ one.name }} ({{ one.lang }})</option>
          </select></label>
        <label>How much it says
          <select aria-label="How much it says" v-model="now.amount" @change="keep"><option v-for="(name, key) in amounts" :key="key" :value="key">
            {{ name }}</option></select></label>
        <label>Speed <input type="range" min="0.6" max="1.6" step="0.1" v-model.number="now.rate" @change="keep"></label>
        <label>Volume <input type="range" min="0.1" max="1" step="0.1" v-model.number="now.volume" @change="keep"></label>
      </div>
      <div class="row"><button type="button" class="btn" @click="hear">Hear it</button></div>
    </div>`,
  props: { lang: String, amounts: Object, example: String },
  data() { return { now: chosen(), voices: [] }; },
  mounted() {
    this.look = () => { this.voices = localVoices(this.lang); };
    this.look();
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", this.look); // browsers load them late
  },
  unmounted() {
    globalThis.speechSynthesis?.removeEventListener?.("voiceschanged", this.look);
    globalThis.speechSynthesis?.cancel();
  },
  methods: {
    keep() { choose(this.now); },
    hear() {
      this.keep();
      if (!this.voices.length || this.now.amount === "tones") return this.$emit("tone");
      globalThis.speechSynthesis.cancel();
      globalThis.speechSynthesis.speak(utterance(this.example, this.lang));
    },
  },
};
