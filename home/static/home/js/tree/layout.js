// Where everybody stands: a tidy tree of couples, without recursion and without a page. Numbers in,
// numbers out; the same people always stand in the same places.

const GAP = 22;

/** Give the ids in an order where children come before their parents; roots too. */
function childrenFirst(byId, roots) {
  const order = [];
  const stack = [...roots].reverse();
  while (stack.length) {
    const id = stack.pop();
    order.push(id);
    for (const child of byId.get(id).children) stack.push(child);
  }
  return order.reverse();
}

/** Push every subtree as far to the left as those before it allow; gives centres, the first's is 0. */
function pushedLeft(parts, gap) {
  const centres = [0];
  const right = parts[0].right.slice();
  for (let i = 1; i < parts.length; i += 1) {
    const part = parts[i];
    const rows = Math.min(right.length, part.left.length);
    let centre = -Infinity;
    for (let row = 0; row < rows; row += 1) centre = Math.max(centre, right[row] + gap - part.left[row]);
    centres.push(centre);
    for (let row = 0; row < part.right.length; row += 1) right[row] = part.right[row] + centre;
  }
  return centres;
}

/** The same from the right: the last one's centre is 0, the others' are less. */
function pushedRight(parts, gap) {
  const turned = parts.map(({ left, right }) => ({
    left: right.map((edge) => -edge),
    right: left.map((edge) => -edge),
  }));
  return pushedLeft(turned.reverse(), gap)
    .reverse()
    .map((centre) => -centre);
}

/**
 * Put the subtrees of one parent side by side. `parts` are contours about each child's own centre;
 * gives the centres, the first child's being 0, and the contour of them all. Each stands halfway
 * between where it comes when all are pushed to the left and when all are pushed to the right, so
 * that small subtrees between large ones are spread evenly.
 */
function sideBySide(parts, gap) {
  let centres = pushedLeft(parts, gap);
  if (parts.length > 2) {
    const width = centres[centres.length - 1];
    const back = pushedRight(parts, gap);
    centres = centres.map((centre, i) => (centre + width + back[i]) / 2);
  }
  const left = [];
  const right = [];
  parts.forEach((part, i) => {
    for (let row = 0; row < part.right.length; row += 1) {
      if (row >= left.length) left.push(part.left[row] + centres[i]);
      right[row] = part.right[row] + centres[i];
    }
  });
  return { centres, left, right };
}

/**
 * Give the left edge of every node: `[{id, width, children: [ids]}]` to a Map of id to x (px).
 * Nobody overlaps in a row, a parent stands over the middle of its first and last child; the
 * leftmost edge is 0. Nodes that are nobody's child stand side by side as if they were brothers.
 */
export function tidy(nodes, gap = GAP) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const below = new Set(nodes.flatMap((node) => node.children));
  const roots = nodes.filter((node) => !below.has(node.id)).map((node) => node.id);
  const places = new Map();
  if (!roots.length) return places;
  const shapes = new Map();
  const shifts = new Map();
  const join = (children) => {
    const joined = sideBySide(children.map((child) => shapes.get(child)), gap);
    const middle = (joined.centres[0] + joined.centres[children.length - 1]) / 2;
    children.forEach((child, i) => {
      shifts.set(child, joined.centres[i] - middle);
      shapes.delete(child);
    });
    return { joined, middle };
  };
  for (const id of childrenFirst(byId, roots)) {
    const node = byId.get(id);
    const shape = { left: [-node.width / 2], right: [node.width / 2] };
    if (node.children.length) {
      const { joined, middle } = join(node.children);
      for (const edge of joined.left) shape.left.push(edge - middle);
      for (const edge of joined.right) shape.right.push(edge - middle);
    }
    shapes.set(id, shape);
  }
  const { joined, middle } = join(roots);
  const origin = Math.min(...joined.left) - middle;
  const stack = roots.map((id) => [id, shifts.get(id) - origin]);
  while (stack.length) {
    const [id, centre] = stack.pop();
    const node = byId.get(id);
    places.set(id, centre - node.width / 2);
    for (const child of node.children) stack.push([child, centre + shifts.get(child)]);
  }
  return places;
}

/**
 * Give each mother's line a lane of its own height, 0 the highest, so that no two lines cross.
 * `lines` stand in the order of the mothers: `{from, first, last}`, all x: where the line comes down
 * and where its first and last child stand.
 */
export function lanes(lines) {
  const heights = lines.map(() => 0);
  const under = [];
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length; j += 1) {
      if (lines[i].last > lines[j].from) under.push([i, j]);
      else if (lines[i].from > lines[j].first) under.push([j, i]);
    }
  }
  for (let round = 0; round < lines.length; round += 1) {
    for (const [low, high] of under) heights[low] = Math.max(heights[low], heights[high] + 1);
  }
  return heights;
}

/** Put children in the order of their mothers, brothers of one mother as they come. */
export function byMother(box, children) {
  const order = new Map(box.partners.map((partner, i) => [partner.id, i]));
  const groups = new Map();
  for (const child of children) {
    const place = order.get(child.mother) ?? -1;
    if (!groups.has(place)) groups.set(place, []);
    groups.get(place).push(child);
  }
  return [...groups.entries()].sort((a, b) => a[0] - b[0]);
}

/** Give the row of a child: that of its đời, but always under the parent. */
function rowBelow(row, generation) {
  return generation !== null && generation > row ? Math.min(generation, row + 9) : row + 1;
}

/**
 * Lay out what is shown. `shown` is a list of `{box, children: [boxes]}`, parents first; `form` says
 * how large a box is drawn. Gives nodes, lines and rows in px around the box `focus`.
 */
export function arrange(shown, form, focus) {
  const nodes = new Map();
  const drawn = [];
  for (const { box, parent, children } of shown) {
    const size = form.size(box);
    const above = parent ? nodes.get(parent) : null;
    const row = above ? rowBelow(above.row, box.generation) : (box.generation ?? 1);
    const groups = byMother(box, children);
    const node = { key: box.key, box, row, size, groups, parent: above, x: 0, y: 0, kids: [] };
    nodes.set(box.key, node);
    drawn.push(node);
  }
  const wanted = [];
  for (const node of drawn) {
    const children = [];
    for (const [, group] of node.groups) {
      for (const child of group) {
        const kid = nodes.get(child.key);
        node.kids.push(kid);
        // A skipped đời keeps a place free for the line through its row.
        let top = kid.key;
        for (let row = kid.row - 1; row > node.row; row -= 1) {
          wanted.push({ id: `${kid.key}^${row}`, width: kid.size.width, children: [top] });
          top = `${kid.key}^${row}`;
        }
        children.push(top);
      }
    }
    wanted.push({ id: node.key, width: node.size.width, children });
  }
  // Several tops of one forest stand in rows of their own; the places above keep them apart.
  const highest = Math.min(...drawn.map((node) => node.row));
  for (const node of drawn) {
    if (node.parent) continue;
    let top = node.key;
    for (let row = node.row - 1; row >= highest; row -= 1) {
      wanted.push({ id: `${node.key}^${row}`, width: node.size.width, children: [top] });
      top = `${node.key}^${row}`;
    }
  }
  const places = tidy(wanted, form.gap);
  const middle = nodes.get(focus) ?? drawn[0];
  const originX = places.get(middle.key) + middle.size.person.x + middle.size.person.width / 2;
  const originRow = middle.row;
  for (const node of drawn) {
    node.x = places.get(node.key) - originX;
    node.y = (node.row - originRow) * form.pitch;
    node.mid = node.x + node.size.person.x + node.size.person.width / 2;
  }
  return {
    nodes,
    rows: rowsOf(drawn, originRow, form),
    lines: drawn.filter((node) => node.kids.length).map((node) => linesOf(node, form)),
    bounds: boundsOf(drawn, form),
  };
}

function boundsOf(drawn, form) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of drawn) {
    left = Math.min(left, node.x);
    right = Math.max(right, node.x + node.size.width);
    top = Math.min(top, node.y);
    bottom = Math.max(bottom, node.y + form.height + form.skirt);
  }
  return { left, right, top, bottom };
}

/** Give the rows from the top: y (px), đời, and their nodes from left to right. */
function rowsOf(drawn, originRow, form) {
  const rows = new Map();
  for (const node of drawn) {
    if (!rows.has(node.row)) rows.set(node.row, []);
    rows.get(node.row).push(node);
  }
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const list = [];
  for (let row = numbers[0]; row <= numbers[numbers.length - 1]; row += 1) {
    const nodes = (rows.get(row) ?? []).sort((a, b) => a.x - b.x);
    list.push({ row, y: (row - originRow) * form.pitch, nodes });
  }
  return list;
}

/** Give the lines from a parent to the children, those of each mother in a lane of their own. */
function linesOf(node, form) {
  const groups = [];
  let next = 0;
  for (const [place, group] of node.groups) {
    const kids = node.kids.slice(next, next + group.length);
    next += group.length;
    const from = place < 0 ? node.size.person : node.size.partners[place];
    groups.push({
      from: node.x + from.x + from.width / 2,
      start: node.y + from.y + from.height,
      first: kids[0].mid,
      last: kids[kids.length - 1].mid,
      kids,
    });
  }
  const heights = lanes(groups);
  const step = Math.min(9, form.lanes / Math.max(1, Math.max(...heights) + 1));
  const bottom = node.y + form.height + form.firstLane;
  let [left, right] = [Infinity, -Infinity];
  groups.forEach((group, i) => {
    group.lane = bottom + heights[i] * step;
    left = Math.min(left, group.from, group.first);
    right = Math.max(right, group.from, group.last);
  });
  return { key: node.key, node, groups, left, right };
}
