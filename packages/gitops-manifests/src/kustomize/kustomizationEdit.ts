import { isAlias, isScalar, Scalar } from 'yaml';
import { DIGEST, TAG, TAG_WITH_DIGEST } from '../image';
import {
  findPair,
  ImageNode,
  isPlainOrQuoted,
  KustomizationDocument,
  KustomizationResult,
  parseKustomization,
} from './kustomizationDocument';
import { Quote, writeScalar } from './kustomizationScalar';
import type { Splice } from '../yaml/yamlDocuments';

/**
 * What an image is to be pinned to: exactly these two, so an undefined `digest` removes one that is there.
 *
 * @public
 */
export interface KustomizationImageEdit {
  /** The image as the base names it; it must be listed already. */
  name: string;
  /** A tag, or one with a digest behind it: `1.2.3@sha256:…`. */
  newTag?: string;
  digest?: string;
}

type Field = 'newTag' | 'digest';

const PATTERNS: Record<Field, RegExp[]> = {
  newTag: [TAG, TAG_WITH_DIGEST],
  digest: [DIGEST],
};

class Refusal {
  constructor(
    readonly offset: number,
    readonly code: string,
    readonly message: string,
  ) {}
}

function rangeOf(node: unknown): [number, number] {
  const range = isScalar(node) || isAlias(node) ? node.range : undefined;
  return range ? [range[0], range[1]] : [0, 0];
}

function quoteOf(scalar: Scalar): Quote {
  if (scalar.type === 'QUOTE_DOUBLE') {
    return '"';
  }
  return scalar.type === 'QUOTE_SINGLE' ? "'" : '';
}

/** The whole line a field stands on, line end included; undefined when something else stands there too. */
function ownLine(
  text: string,
  key: unknown,
  value: unknown,
): { start: number; end: number } | undefined {
  const start = text.lastIndexOf('\n', rangeOf(key)[0] - 1) + 1;
  const before = text.slice(start, rangeOf(key)[0]);
  const newline = text.indexOf('\n', rangeOf(value)[1]);
  const end = newline < 0 ? text.length : newline + 1;
  const after = text.slice(rangeOf(value)[1], end);
  return /^[ \t]*$/.test(before) && /^\s*(?:#.*)?\s*$/.test(after)
    ? { start, end }
    : undefined;
}

function remove(
  text: string,
  image: ImageNode,
  field: Field,
): Splice | Refusal {
  const index = image.map.items.findIndex(
    pair => pair === findPair(image.map, field),
  );
  const pair = image.map.items[index];
  if (image.map.flow && index > 0) {
    const previous = image.map.items[index - 1];
    return {
      start: rangeOf(previous.value)[1],
      end: rangeOf(pair.value)[1],
      text: '',
    };
  }
  const line = image.map.flow ? undefined : ownLine(text, pair.key, pair.value);
  return line
    ? { ...line, text: '' }
    : new Refusal(
        rangeOf(pair.key)[0],
        'not-on-its-own-line',
        `\`${field}\` has to go, but shares its line with something else. Put it on a line of its own below \`name\`.`,
      );
}

function insert(
  text: string,
  image: ImageNode,
  field: Field,
  edit: KustomizationImageEdit,
): Splice {
  // After the other pin when there is one that stays, else after the name: never after the last pair, whose comments would be separated from it.
  const otherField = field === 'digest' ? 'newTag' : 'digest';
  const other =
    edit[otherField] === undefined
      ? undefined
      : findPair(image.map, otherField);
  const anchor =
    other ?? findPair(image.map, 'newName') ?? findPair(image.map, 'name');
  const [, end] = rangeOf(anchor?.value);
  const written = `${field}: ${writeScalar(edit[field] ?? '', '"')}`;
  if (image.map.flow) {
    return { start: end, end, text: `, ${written}` };
  }
  const lineStart = text.lastIndexOf('\n', rangeOf(anchor?.key)[0] - 1) + 1;
  const indent = text
    .slice(lineStart, rangeOf(anchor?.key)[0])
    .replace(/[^\t]/g, ' ');
  const newline = text.indexOf('\n', end);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  return newline < 0
    ? {
        start: text.length,
        end: text.length,
        text: `${ending}${indent}${written}`,
      }
    : {
        start: newline + 1,
        end: newline + 1,
        text: `${indent}${written}${ending}`,
      };
}

function replace(
  image: ImageNode,
  field: Field,
  value: string,
): Splice | Refusal {
  const node = findPair(image.map, field)?.value;
  const [start, end] = rangeOf(node);
  if (isScalar(node) && node.anchor) {
    return new Refusal(
      start,
      'anchor-not-supported',
      `\`${field}\` of \`${image.name}\` carries the anchor \`&${node.anchor}\`, so changing it would change other places too. Write the value without the anchor.`,
    );
  }
  if (!isPlainOrQuoted(node)) {
    return new Refusal(
      start,
      'block-scalar-not-supported',
      `\`${field}\` of \`${image.name}\` is a block scalar. Write it on one line, for example ${field}: "1.2.3".`,
    );
  }
  return { start, end, text: writeScalar(value, quoteOf(node)) };
}

function editField(
  text: string,
  image: ImageNode,
  field: Field,
  edit: KustomizationImageEdit,
): Splice | Refusal | undefined {
  const wanted = edit[field];
  if (image[field] === wanted) {
    return undefined;
  }
  if (wanted === undefined) {
    return remove(text, image, field);
  }
  if (!PATTERNS[field].some(pattern => pattern.test(wanted))) {
    return new Refusal(
      rangeOf(findPair(image.map, 'name')?.key)[0],
      'invalid-value',
      `${JSON.stringify(wanted)} is not a valid ${
        field === 'digest'
          ? 'digest (sha256:<64 hexadecimal digits>)'
          : 'image tag (letters, digits, `_`, `.` and `-`, at most 128)'
      }.`,
    );
  }
  return image[field] === undefined
    ? insert(text, image, field, edit)
    : replace(image, field, wanted);
}

/** What the file must say after the edit: the same as before, except for the pins. */
function expectedValue(
  document: KustomizationDocument,
  edits: KustomizationImageEdit[],
): string {
  const value = JSON.parse(JSON.stringify(document.value));
  for (const edit of edits) {
    const image = value.images.find(
      (candidate: { name: string }) => candidate.name === edit.name,
    );
    delete image.newTag;
    delete image.digest;
    Object.assign(image, { newTag: edit.newTag, digest: edit.digest });
  }
  return canonical(value);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  );
}

/**
 * Changes the pins of images in a kustomization.yaml by replacing single values in its text. Comments, quotes, indentation, line
 * ends and everything else stay the same byte for byte; the result is read again and checked before it is returned.
 *
 * What cannot be changed without touching something else (an anchor or alias, a block scalar, an image that is not
 * listed) is refused with a diagnostic. Equal text comes back when there is nothing to change.
 *
 * @public
 */
export function editKustomizationImages(
  text: string,
  edits: KustomizationImageEdit[],
  path: string,
): KustomizationResult<string> {
  const parsed = parseKustomization(text, path);
  if (!parsed.ok) {
    return parsed;
  }
  const document = parsed.value;
  const refuse = (refusal: Refusal) =>
    ({
      ok: false,
      diagnostic: document.problem(
        refusal.offset,
        refusal.code,
        refusal.message,
      ),
    } as const);

  const splices: Splice[] = [];
  for (const edit of edits) {
    const image = document.images.find(({ name }) => name === edit.name);
    if (!image) {
      return refuse(
        new Refusal(
          0,
          'image-not-listed',
          `\`images\` does not list \`${edit.name}\`. Add an entry with its name and newTag.`,
        ),
      );
    }
    for (const field of ['newTag', 'digest'] as const) {
      const splice = editField(text, image, field, edit);
      if (splice instanceof Refusal) {
        return refuse(splice);
      }
      if (splice) {
        splices.push(splice);
      }
    }
  }
  const edited = splices
    .sort((one, other) => other.start - one.start || other.end - one.end)
    .reduce(
      (result, { start, end, text: replacement }) =>
        result.slice(0, start) + replacement + result.slice(end),
      text,
    );

  const verified = parseKustomization(edited, path);
  if (
    !verified.ok ||
    canonical(verified.value.value) !== expectedValue(document, edits)
  ) {
    return refuse(
      new Refusal(
        0,
        'edit-not-verified',
        'The file could not be changed without changing something else. Write each image as a block with name, newTag and digest on lines of their own.',
      ),
    );
  }
  return { ok: true, value: edited };
}
