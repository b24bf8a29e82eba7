// The camera picture, the way of its frames to the coach, and the skeleton drawn over it.
// Frames are dropped, never queued: at most two are under way, and never more than `fps` a second.
const LONGEST_SIDE = 640;
// Where the computer is slow: the pose model looks at 256 pixels of the person anyway.
const SMALL_SIDE = 416;
const QUALITY = 0.8;
const IN_FLIGHT = 2;
// Where an answer takes longer than this, milliseconds, a second frame under way would only wait behind the first.
const SLOW = 60;
const MAGIC = 0x316f7370; // "pso1", little-endian
const HEADER = 16;
const CONFIDENT = 0.5;
const LEGS = new Set([23, 25, 27, 29, 31, 24, 26, 28, 30, 32]);

export default {
  template: `<div class="eye" :class="{mirror}">
    <video ref="video" muted playsinline disablepictureinpicture aria-hidden="true"></video>
    <canvas ref="drawing" role="img" :aria-label="label"></canvas>
    <slot></slot>
  </div>`,
  props: { url: String, fps: Number, bones: Array, mirror: Boolean, label: String },
  mounted() {
    this.alive = true;
    this.seq = 0;
    this.flying = 0;
    this.lastSent = -Infinity;
    this.retries = 0;
    this.work = document.createElement("canvas");
    this.onDevices = () => this.tellDevices();
    navigator.mediaDevices?.addEventListener?.("devicechange", this.onDevices);
  },
  unmounted() {
    this.alive = false;
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.onDevices);
    this.stop();
  },
  methods: {
    // Where the browser would have to ask first, nothing happens.
    async startIfAllowed() {
      const allowed = await navigator.permissions?.query?.({ name: "camera" }).catch(() => null);
      if (this.alive && allowed?.state === "granted") this.start();
    },
    async start(deviceId) {
      if (this.starting) return;
      this.starting = true;
      this.stop();
      this.$emit("state", { state: "asking" });
      try {
        if (!navigator.mediaDevices?.getUserMedia) throw Object.assign(new Error(), { name: "Unsupported" });
        const video = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };
        if (deviceId) video.deviceId = { exact: deviceId };
        this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
        if (!this.alive) return this.stop();
        const track = this.stream.getVideoTracks()[0];
        track.addEventListener("ended", () => this.lost("ended"));
        this.$refs.video.srcObject = this.stream;
        await this.$refs.video.play();
        this.$emit("state", { state: "live", device: track.getSettings().deviceId ?? "" });
        await this.tellDevices();
        this.connect();
        this.arm();
      } catch (problem) {
        const known = {
          NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none",
          NotReadableError: "busy", AbortError: "busy", Unsupported: "unsupported",
        };
        this.lost(known[problem.name] ?? "busy");
      } finally {
        this.starting = false;
      }
    },
    stop() {
      clearTimeout(this.again);
      const socket = this.socket;
      this.socket = null;
      socket?.close();
      this.stream?.getTracks().forEach((track) => track.stop());
      this.stream = null;
      if (this.$refs.video) this.$refs.video.srcObject = null;
      this.wipe();
    },
    lost(state, say) {
      this.stop();
      this.$emit("state", { state, say });
    },
    async tellDevices() {
      const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
      const cameras = all.filter((d) => d.kind === "videoinput").map((d) => ({ id: d.deviceId, name: d.label }));
      if (this.alive) this.$emit("devices", { cameras });
    },
    connect() {
      const socket = new WebSocket(new URL(this.url, location.href.replace(/^http/, "ws")));
      socket.binaryType = "arraybuffer";
      this.socket = socket;
      this.flying = 0;
      socket.onopen = () => { this.retries = 0; };
      socket.onmessage = (event) => this.answer(JSON.parse(event.data));
      socket.onclose = (event) => {
        if (this.socket !== socket) return;
        this.socket = null;
        this.wipe();
        if (event.code >= 4000) return this.lost(event.code === 4409 ? "taken" : "closed");
        // The server may be busy starting again: ask at ever longer distances, and let the page reload meanwhile.
        this.again = setTimeout(() => this.alive && this.stream && this.connect(), Math.min(5000, 400 * 2 ** this.retries++));
      };
    },
    arm() {
      const video = this.$refs.video;
      if (!this.alive || !this.stream || !video) return;
      const next = (_, frame) => {
        this.arm();
        this.offer(performance.now(), frame?.captureTime);
      };
      if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(next);
      else requestAnimationFrame(next);
    },
    offer(now, captured) {
      const video = this.$refs.video;
      const open = this.socket?.readyState === WebSocket.OPEN;
      // A little slack, so that a camera of 30 frames a second settles on every second frame instead of every third.
      if (!open || this.encoding || this.flying >= (this.took > SLOW ? 1 : IN_FLIGHT) || now - this.lastSent < 1000 / this.fps - 8) return;
      if (!video.videoWidth) return;
      this.lastSent = now;
      this.encoding = true;
      const scale = Math.min(1, (this.small ? SMALL_SIDE : LONGEST_SIDE) / Math.max(video.videoWidth, video.videoHeight));
      this.work.width = Math.round(video.videoWidth * scale);
      this.work.height = Math.round(video.videoHeight * scale);
      this.work.getContext("2d", { alpha: false }).drawImage(video, 0, 0, this.work.width, this.work.height);
      const socket = this.socket;
      this.work.toBlob(async (blob) => {
        const body = blob && (await blob.arrayBuffer());
        this.encoding = false;
        if (!body || this.socket !== socket || socket.readyState !== WebSocket.OPEN) return;
        const header = new DataView(new ArrayBuffer(HEADER));
        header.setUint32(0, MAGIC, true);
        header.setUint32(4, ++this.seq, true);
        header.setFloat64(8, captured ?? now, true);
        this.sent ??= new Map();
        this.sent.set(this.seq, now);
        this.flying++;
        socket.send(new Blob([header, body]));
      }, "image/jpeg", QUALITY);
    },
    answer(said) {
      if (said.failed) return this.lost("failed", said.failed);
      if (said.seq === undefined) return;
      this.flying = Math.max(0, this.flying - 1);
      const at = this.sent?.get(said.seq);
      this.sent?.delete(said.seq);
      if (at !== undefined) this.took = 0.7 * (this.took ?? 0) + 0.3 * (performance.now() - at);
      this.small = said.small;
      this.draw(said.skeleton, said.near);
      const detail = { ...said, ms: at === undefined ? null : performance.now() - at };
      this.$el.dispatchEvent(new CustomEvent("psoas-answer", { bubbles: true, detail }));
    },
    wipe() {
      const canvas = this.$refs.drawing;
      canvas?.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    },
    draw(skeleton, near) {
      const canvas = this.$refs.drawing;
      const video = this.$refs.video;
      if (!canvas || !video?.videoWidth) return;
      if (canvas.width !== video.videoWidth || canvas.height !== video.videoHeight) {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
      }
      this.wipe();
      if (!skeleton) return;
      const pen = canvas.getContext("2d");
      const unit = Math.max(canvas.width, canvas.height) / 640;
      const at = (i) => skeleton.points[i] && [skeleton.points[i][0] * canvas.width, skeleton.points[i][1] * canvas.height];
      const farFirst = [...this.bones].sort((a, b) => this.rank(a, near) - this.rank(b, near));
      pen.lineCap = "round";
      for (const [a, b] of farFirst) {
        const from = at(a);
        const to = at(b);
        if (!from || !to) continue;
        const sure = Math.min(skeleton.confidence[a], skeleton.confidence[b]) >= CONFIDENT;
        const look = this.look(a, b, near);
        pen.setLineDash(sure ? [] : [3 * unit, 9 * unit]);
        // A dark edge below keeps the line visible on any clothes and any wall.
        for (const [width, colour] of [[look.width + 3, "rgba(8,20,18,.65)"], [look.width, look.colour]]) {
          pen.lineWidth = width * unit;
          pen.strokeStyle = colour;
          pen.beginPath();
          pen.moveTo(...from);
          pen.lineTo(...to);
          pen.stroke();
        }
      }
      pen.setLineDash([]);
      for (const i of LEGS) {
        const point = at(i);
        if (!point || skeleton.confidence[i] < CONFIDENT) continue;
        pen.beginPath();
        pen.arc(...point, 4.5 * unit, 0, 7);
        pen.fillStyle = "#fff";
        pen.fill();
        pen.lineWidth = 2 * unit;
        pen.strokeStyle = "rgba(8,20,18,.8)";
        pen.stroke();
      }
    },
    // Odd landmarks are the left ones, even ones the right ones (from 11 on).
    side(a, b) { return a % 2 !== b % 2 ? "both" : a % 2 ? "left" : "right"; },
    rank([a, b], near) { return this.side(a, b) === near ? 2 : this.side(a, b) === "both" ? 1 : 0; },
    look(a, b, near) {
      const side = this.side(a, b);
      if (!LEGS.has(a) || !LEGS.has(b) || side === "both") return { width: 3, colour: "#f2f6f4" };
      const first = near ? side === near : side === "left";
      return first ? { width: 6.5, colour: "#ffb38c" } : { width: 4, colour: "#7fd9ff" };
    },
  },
};
