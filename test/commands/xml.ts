/** An element of a document that holds elements only. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plainText = (text: string): string => {
  if (/[<&]/.test(text.replace(/&(#\d+|amp|lt|gt|quot|apos);/g, ''))) throw new Error(`not escaped: ${text}`);
  return text.replace(/&(#(\d+)|\w+);/g, (_, name: string, code?: string) =>
    code === undefined ? (ENTITIES[name] ?? '') : String.fromCodePoint(Number(code)),
  );
};

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const rest = text.replace(/ ([a-z]+)="([^"]*)"/g, (_, name: string, value: string) => {
    if (name in attributes) throw new Error(`${name} is there twice`);
    attributes[name] = plainText(value);
    return '';
  });
  if (rest !== '') throw new Error(`no attributes: ${rest}`);
  return attributes;
}

/** Reads a document strictly: what is not well-formed throws. */
export function readXml(text: string): XmlElement {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  const rest = body.replace(
    /<(\/?)([a-z]+)((?: [a-z]+="[^"]*")*)(\/?)>\s*/g,
    (_, end, name: string, attributes, alone) => {
      if (end === '/') {
        if (open.pop()?.name !== name) throw new Error(`${name} is closed and not open`);
        return '';
      }
      const element = { name, attributes: readAttributes(String(attributes)), children: [] };
      open.at(-1)?.children.push(element);
      if (alone !== '/') open.push(element);
      return '';
    },
  );
  const [root] = top.children;
  if (rest !== '' || open.length > 1 || top.children.length > 1 || root === undefined)
    throw new Error(`no XML: ${rest}`);
  return root;
}
