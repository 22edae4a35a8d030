// Bands for the đời and their names at the left edge, which stay while the tree moves.

import { generation } from "./words.js";
import { set, svg } from "./draw.js";

export class Ruler {
  constructor(bands) {
    this.bands = bands;
    this.labels = svg("g", { class: "ruler", "aria-hidden": "true" });
    this.rows = [];
  }

  show(scene, form) {
    this.form = form;
    this.rows = scene.rows.map(({ row, y }) => ({ row, y }));
    const odd = this.rows.filter(({ row }) => row % 2 === 0);
    while (this.bands.children.length > odd.length) this.bands.lastChild.remove();
    while (this.bands.children.length < odd.length) this.bands.append(svg("rect", { x: 0 }));
    odd.forEach(({ y }, i) => {
      set(this.bands.children[i], "y", y - form.pitch * 0.18);
      set(this.bands.children[i], "height", form.pitch);
    });
  }

  draw({ k, y }, width, height) {
    set(this.bands, "transform", `matrix(1 0 0 ${k} 0 ${y.toFixed(2)})`);
    for (const band of this.bands.children) set(band, "width", Math.ceil(width));
    const apart = this.form.pitch * k;
    const every = Math.max(1, Math.ceil(34 / apart));
    const seen = this.rows.filter(({ row, y: top }) => {
      const middle = (top + this.form.height / 2) * k + y;
      return row % every === 0 && middle > -20 && middle < height + 20;
    });
    while (this.labels.children.length > seen.length) this.labels.lastChild.remove();
    while (this.labels.children.length < seen.length) {
      const label = svg("g", {}, svg("rect", { x: 6, y: -17, height: 34, rx: 6 }));
      label.append(svg("text", { x: 15, y: 6 }));
      this.labels.append(label);
    }
    seen.forEach(({ row, y: top }, i) => {
      const [label, text] = [this.labels.children[i], generation(row)];
      const [plate, words] = label.children;
      set(label, "transform", `translate(0 ${((top + this.form.height / 2) * k + y).toFixed(2)})`);
      if (words.textContent === text) return;
      words.textContent = text;
      set(plate, "width", 20 + text.length * 9.2);
    });
  }
}
