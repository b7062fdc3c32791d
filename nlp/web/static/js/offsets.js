// The server counts code points, JavaScript counts UTF-16 units. Vietnamese letters are one of either; emoji are not.

export class Offsets {
  #units = null; // units before each code point; null where both counts agree
  #text;

  constructor(text) {
    this.#text = text;
    if (!/[\ud800-\udbff]/.test(text)) return;
    this.#units = [0];
    for (const point of text) this.#units.push(this.#units.at(-1) + point.length);
  }

  /** Code points → units. */
  unit(point) { return this.#units ? this.#units[Math.min(point, this.#units.length - 1)] : point; }

  /** Units → code points. */
  point(unit) {
    if (!this.#units) return unit;
    let low = 0;
    let high = this.#units.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#units[middle] < unit) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** A server's span as units. */
  range(start, end) { return { start: this.unit(start), end: this.unit(end) }; }

  slice(start, end) { return this.#text.slice(this.unit(start), this.unit(end)); }
}
