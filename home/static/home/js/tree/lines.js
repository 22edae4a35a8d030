// Lines from a mother to her children as path data: plain ones, dashed ones for children who are not
// of the blood, and the part of a kin line that is highlighted.

const NOT_OF_BLOOD = new Set(["adopted", "heir", "foster", "step"]);

const r = (value) => Math.round(value * 10) / 10;

/** Say whether the line between a parent and a child is part of the highlighted one. */
function isMarked(path, node, kid) {
  if (!path?.has(kid.key)) return false;
  return path.has(node.key) || node.box.partners.some((partner) => path.has(partner.id));
}

/** Give path data of all lines below one box. */
export function linePaths(line, form, path) {
  const out = { plain: "", dashed: "", marked: "" };
  for (const group of line.groups) {
    const { from, start, lane, kids } = group;
    const level = r(lane);
    const plain = kids.filter((kid) => !NOT_OF_BLOOD.has(kid.box.line));
    const spread = (some) => [Math.min(from, ...some), Math.max(from, ...some)];
    const draw = (some, name) => {
      if (!some.length) return;
      const [left, right] = spread(some.map((kid) => kid.mid));
      out[name] += `M${r(from)} ${r(start)}V${level}`;
      if (right > left) out[name] += `M${r(left)} ${level}H${r(right)}`;
      for (const kid of some) out[name] += `M${r(kid.mid)} ${level}V${r(kid.y)}`;
    };
    draw(plain, "plain");
    if (plain.length) {
      // The dashed ones hang on the line of the others, and go on where that ends.
      const [left, right] = spread(plain.map((kid) => kid.mid));
      for (const kid of kids) {
        if (plain.includes(kid)) continue;
        if (kid.mid < left) out.dashed += `M${r(left)} ${level}H${r(kid.mid)}V${r(kid.y)}`;
        else if (kid.mid > right) out.dashed += `M${r(right)} ${level}H${r(kid.mid)}V${r(kid.y)}`;
        else out.dashed += `M${r(kid.mid)} ${level}V${r(kid.y)}`;
      }
    } else draw(kids, "dashed");
    for (const kid of kids) {
      if (isMarked(path, line.node, kid)) {
        out.marked += `M${r(from)} ${r(start)}V${level}H${r(kid.mid)}V${r(kid.y)}`;
      }
    }
  }
  return out;
}
