"""Write the Python client's shapes and methods from the OpenAPI schema: one module per endpoint.

What one endpoint alone speaks of stands in its module of `shapes`; what several share stands in
`shapes.shared`, and what gives records of every kind (`resolve`, `preview`) in modules that may
import all others. So modules never import each other in a circle. A module that would grow too long
gives what its other shapes stand on to `<name>_parts`, `<name>_parts2` and so on.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Endpoints whose answers hold records of the others.
GATHERING = frozenset({"resolve", "preview", "paths"})
SHARED = "shared"
#: Lines of a module of shapes beyond which it is cut in two, by a rough count.
LONG = 300
BASIC = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
MARK = "# Written by `make clients` from the schema of the API: do not edit."

Schema = dict[str, Any]


def camel(text: str) -> str:
    """Turn `branch-below` or `first_name` into `BranchBelow`, `FirstName`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", text))


def snake(text: str) -> str:
    """Turn `branch-below` or `Council` into a Python name."""
    name = re.sub(r"\W+", "_", text).strip("_").lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def references(node: Any) -> Iterator[str]:
    """Give the names of the components a piece of schema refers to, over and over if need be."""
    if isinstance(node, dict):
        target = node.get("$ref")
        if isinstance(target, str):
            yield target.rsplit("/", 1)[1]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@dataclass
class Module:
    """A module to be written: its shapes, its methods and what it takes from others.

    `package` is "shapes" or "endpoints".
    """

    package: str
    name: str
    shapes: list[str] = field(default_factory=list)
    #: Other names for shapes; they are read when the module is, so they stand last.
    aliases: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    typing: set[str] = field(default_factory=set)


class Writer:
    """Turns one schema into modules."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.components: dict[str, Schema] = schema["components"]["schemas"]
        self.home = self._homes()
        for name in sorted(set(self.home.values())):
            self._cut(name)
        self.modules: dict[tuple[str, str], Module] = {}

    def write(self) -> dict[str, str]:
        """Return path inside the client's package -> text."""
        for name in self._standing(list(self.components)):
            module = self._module("shapes", self.home[name])
            self._shape(module, camel(name), self.components[name])
        for path, operations in sorted(self.schema["paths"].items()):
            # The client itself has methods for what gathers: `paths()` walks to the new cursor.
            if "get" in operations and _endpoint(path) not in GATHERING:
                self._method(self._module("endpoints", _endpoint(path)), path, operations["get"])
        files = {
            f"{package}/{name}.py": self._text(module)
            for (package, name), module in self.modules.items()
        }
        files["shapes/__init__.py"] = f'"""What the API answers."""\n\n{MARK}\n'
        files["endpoints/__init__.py"] = self._door()
        return files

    def _module(self, package: str, name: str) -> Module:
        return self.modules.setdefault((package, name), Module(package, name))

    def _reached(self, node: Any) -> set[str]:
        found: set[str] = set()
        waiting = list(references(node))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += references(self.components[name])
        return found

    def _homes(self) -> dict[str, str]:
        """Say in which module each component stands."""
        users: dict[str, set[str]] = {name: set() for name in self.components}
        for path, operations in self.schema["paths"].items():
            for name in self._reached(operations):
                users[name].add(_endpoint(path))
        homes = {}
        for name, endpoints in users.items():
            own = endpoints - GATHERING
            if len(own) == 1:
                homes[name] = next(iter(own))
            elif not own and len(endpoints) == 1:
                homes[name] = next(iter(endpoints))
            else:
                homes[name] = SHARED
        return homes

    def _cut(self, module: str) -> None:
        """Move what the others stand on out of a module that would grow too long."""
        names = self._standing([name for name in self.components if self.home[name] == module])
        sizes = [_lines(self.components[name]) for name in names]
        if sum(sizes) <= LONG:
            return
        for count in range(len(names), 0, -1):
            kept = set(names[:count])
            # Whole only if nobody in it refers to somebody who stays behind.
            whole = all(
                other in kept or self.home[other] != module
                for name in kept
                for other in references(self.components[name])
            )
            if whole and sum(sizes[:count]) <= min(LONG, sum(sizes) - 1):
                number = sum(home.startswith(f"{module}_parts") for home in set(self.home.values()))
                for name in kept:
                    self.home[name] = f"{module}_parts{number + 1 if number else ''}"
                self._cut(module)
                return

    def _standing(self, names: list[str]) -> list[str]:
        """Order components so that each comes after those it refers to."""
        order: dict[str, None] = {}
        entered: set[str] = set()

        def visit(name: str) -> None:
            if name in entered:
                return
            entered.add(name)
            for other in sorted(set(references(self.components[name]))):
                if other in names:
                    visit(other)
            order[name] = None

        for name in sorted(names):
            visit(name)
        return list(order)

    # Types

    def _type(self, module: Module, name: str, node: Any) -> str:
        """Give the Python type of a piece of schema; an object in it gets the name `name`."""
        if not isinstance(node, dict) or not node:
            return self._typing(module, "Any")
        if "$ref" in node:
            return self._named(module, node["$ref"].rsplit("/", 1)[1])
        for key in ("oneOf", "anyOf", "allOf"):
            if key in node:
                parts = [
                    self._type(module, f"{name}{place or ''}", part)
                    for place, part in enumerate(node[key])
                ]
                return _union(parts if key != "allOf" else parts[:1])
        if "enum" in node or "const" in node:
            values = node.get("enum", [node.get("const")])
            known = ", ".join(_quoted(value) for value in values if value is not None)
            literal = f"{self._typing(module, 'Literal')}[{known}]"
            return f"{literal} | None" if None in values else literal
        kinds = node.get("type", "object" if "properties" in node else [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return _union([self._plain(module, name, kind, node) for kind in kinds]) or self._typing(
            module, "Any"
        )

    def _plain(self, module: Module, name: str, kind: str, node: Schema) -> str:
        if kind == "array":
            return f"list[{self._type(module, f'{name}Item', node.get('items'))}]"
        if kind == "object":
            if node.get("properties"):
                self._shape(module, name, {**node, "type": "object"})
                return name
            values = node.get("additionalProperties")
            inner = (
                self._type(module, f"{name}Value", values)
                if isinstance(values, dict)
                else self._typing(module, "Any")
            )
            return f"dict[str, {inner}]"
        return BASIC[kind]

    def _typing(self, module: Module, name: str) -> str:
        module.typing.add(name)
        return name

    def _named(self, module: Module, name: str) -> str:
        if (module.package, module.name) != ("shapes", self.home[name]):
            module.taken.add(name)
        return camel(name)

    # Shapes

    def _shape(self, module: Module, name: str, node: Schema) -> None:
        fields = node.get("properties")
        told = _sentence(node.get("description", ""))
        if not fields:
            self._typing(module, "TypeAlias")
            meant = self._type(module, f"{name}Value", node)
            module.aliases.append(f"{name}: TypeAlias = (\n    {meant}\n)\n")
            return
        required = set(node.get("required", ()))
        rows = {
            key: self._field(module, f"{name}{camel(key)}", value, key in required)
            for key, value in fields.items()
        }
        self._typing(module, "TypedDict")
        if all(key.isidentifier() and not keyword.iskeyword(key) for key in rows):
            body = "".join(f"    {key}: {kind}\n" for key, kind in rows.items())
            doc = f'    """{told}"""\n\n' if told else ""
            module.shapes.append(f"class {name}(TypedDict):\n{doc}{body}")
        else:
            # A key that is a word of Python itself can only be written this way.
            body = "".join(f'        "{key}": {kind!r},\n' for key, kind in rows.items())
            module.shapes.append(f'{name} = TypedDict(\n    "{name}",\n    {{\n{body}    }},\n)\n')

    def _field(self, module: Module, name: str, node: Schema, is_required: bool) -> str:
        kind = self._type(module, name, node)
        return kind if is_required else f"{self._typing(module, 'NotRequired')}[{kind}]"

    # Methods

    def _method(self, module: Module, path: str, operation: Schema) -> None:
        name = snake(operation["operationId"])
        given = operation.get("parameters", [])
        places = "".join(
            f", {snake(one['name'])}: {self._type(module, 'X', one['schema'])}"
            for one in given
            if one["in"] == "path"
        )
        asked = [one for one in given if one["in"] == "query"]
        query = ""
        if asked:
            shape = f"{camel(name)}Query"
            rows = "".join(
                f"    {snake(one['name'])}: {self._type(module, shape, one['schema'])}\n"
                for one in asked
            )
            module.shapes.append(f"class {shape}(TypedDict, total=False):\n{rows}")
            self._typing(module, "TypedDict")
            query = f", **query: {self._typing(module, 'Unpack')}[{shape}]"
        answer = _json(operation)
        address = 'f"' + re.sub(r"{(\w+)}", lambda one: f"{{{snake(str(one[1]))}}}", path) + '"'
        address = address if "{" in path else address[1:]
        self._typing(module, "Any")
        result, call = self._result(module, name, answer)
        told = _sentence(operation.get("description", "")) or f"Read `{path}`."
        arguments = f"{address}, {'query' if asked else '{}'}"
        module.methods.append(
            f"    def {name}(self{places}{query}) -> {result}:\n"
            f'        """{told}"""\n'
            f"        answer: {result} = self.{call}({arguments})\n"
            f"        return answer\n"
        )

    def _result(self, module: Module, name: str, answer: Schema | None) -> tuple[str, str]:
        if answer is None:
            return "bytes", "bytes_of"
        whole = self.components.get(answer.get("$ref", "/").rsplit("/", 1)[1], answer)
        items = whole.get("properties", {}).get("items")
        is_list = items and "meta" in whole["properties"] and items.get("type") == "array"
        # A search is one answer: its `meta` says how the question was understood.
        if is_list and module.name != "search":
            module.typing.add("Iterator")
            kind = self._type(module, f"{camel(name)}Item", items["items"])
            return f"Iterator[{kind}]", "walk"
        return self._type(module, f"{camel(name)}Answer", answer), "read"

    # Files

    def _text(self, module: Module) -> str:
        what = "Shapes" if module.package == "shapes" else "Methods"
        lines = [f'"""{what} of `{module.name}`."""', "", MARK, "", _FUTURE, ""]
        words = set(module.typing)
        if "Iterator" in words:
            words.remove("Iterator")
            lines += ["from collections.abc import Iterator"]
        lines += [f"from typing import {', '.join(sorted(words))}", ""] if words else []
        if module.methods:
            lines.append("from tu_duong_client.reading import Reading")
        for home in sorted({self.home[name] for name in module.taken}):
            names = sorted(camel(name) for name in module.taken if self.home[name] == home)
            lines.append(f"from tu_duong_client.shapes.{home} import {', '.join(names)}")
        text = "\n".join(lines) + "\n\n\n" + "\n\n".join([*module.shapes, *module.aliases])
        if module.methods:
            text += f"\n\nclass {camel(module.name)}Reading(Reading):\n"
            text += f'    """Reads `{module.name}`."""\n\n' + "\n".join(module.methods)
        return text

    def _door(self) -> str:
        readers = sorted(name for package, name in self.modules if package == "endpoints")
        imports = "".join(
            f"from tu_duong_client.endpoints.{name} import {camel(name)}Reading\n"
            for name in readers
        )
        bases = ", ".join(f"{camel(name)}Reading" for name in readers)
        return (
            f'"""Every endpoint."""\n\n{MARK}\n\n{_FUTURE}\n\n{imports}\n\n'
            f'class Endpoints({bases}):\n    """What can be read."""\n'
        )


def _lines(node: Any) -> int:
    """Guess how many lines a component will take."""
    if isinstance(node, list):
        return sum(_lines(value) for value in node)
    if not isinstance(node, dict):
        return 0
    fields = node.get("properties")
    own = len(fields) + 5 if isinstance(fields, dict) else 0
    return own + sum(_lines(value) for value in node.values())


_FUTURE = "from __future__ import annotations"


def _endpoint(path: str) -> str:
    return snake(path.split("/")[3] or "root")


def _union(parts: list[str]) -> str:
    # None reads best at the end.
    unique = dict.fromkeys(parts)
    known = [part for part in unique if part != "None"]
    return " | ".join([*known, *(["None"] if "None" in unique else [])])


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _sentence(text: str) -> str:
    """Return the first sentence of a description, safe inside a docstring."""
    line = text.strip().split("\n", 1)[0].replace("\\", "").replace('"', "'")
    return "" if line.startswith("*") or len(line) > 88 else line


def _json(operation: Schema) -> Schema | None:
    content = operation["responses"].get("200", {}).get("content", {})
    found: Schema | None = content.get("application/json", {}).get("schema")
    return found


def shapes_of(schema: Schema) -> dict[str, str]:
    """Return path inside the package of the Python client -> text."""
    return Writer(schema).write()
