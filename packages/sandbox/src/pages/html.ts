/**
 * Text that is safe to send as HTML. Only {@link html} and {@link trustedHtml} make it.
 *
 * @internal
 */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template whose inserted texts are escaped; inserted {@link Html} and lists of it are taken as they are.
 *
 * @internal
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const text = strings.map((string, i) => string + render(parts[i]));
  return new Html(text.join(''));
}

/**
 * Marks text as HTML that a library has made safe already.
 *
 * @internal
 */
export function trustedHtml(text: string): Html {
  return new Html(text);
}

function render(part: Part): string {
  if (part instanceof Html) {
    return part.text;
  }
  if (Array.isArray(part)) {
    return part.map(render).join('');
  }
  if (part === null || part === undefined || part === false) {
    return '';
  }
  return String(part).replace(/[&<>"']/g, char => ENTITIES[char]);
}
