import MarkdownIt from 'markdown-it';
import { Html, trustedHtml } from './html';

const renderer = new MarkdownIt('default', { html: false, linkify: true });
renderer.disable('image');

/**
 * Markdown as HTML. HTML inside it is shown as text, and links can only be of harmless kinds.
 *
 * @internal
 */
export function markdown(text: string): Html {
  return trustedHtml(renderer.render(text));
}
