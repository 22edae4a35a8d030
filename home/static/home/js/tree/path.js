// Who stands on the line between two people, in the drawing.

/**
 * Give the keys and ids on the line, or null when no line may be told. `kin` is the answer of the
 * server; where somebody opaque joins the line, the boxes between tell it.
 */
export function idsOnPath(boxes, from, to, kin) {
  if (!kin || kin.kind === "none" || kin.kind === "self") return null;
  const ids = new Set([from, to]);
  for (const { person } of kin.path) if (person?.id) ids.add(person.id);
  const [a, b] = [boxes.boxOf(from), boxes.boxOf(to)];
  if (!a || !b) return ids;
  const above = boxes.line(a);
  const meeting = boxes.line(b).find((box) => above.includes(box));
  if (!meeting) return ids;
  for (const line of [above, boxes.line(b)]) {
    for (const box of line) {
      ids.add(box.key);
      if (box === meeting) break;
    }
  }
  return ids;
}
