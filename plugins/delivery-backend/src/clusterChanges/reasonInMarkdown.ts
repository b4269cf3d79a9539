import {
  englishReasons,
  formatReason,
  type Reason,
  type ReasonLanguage,
  reasonTexts,
} from '@stonegarden/backstage-plugin-delivery-common';
import { codeSpan } from '@stonegarden/backstage-plugin-delivery-node';

/** Characters of a parameter: names are shorter. */
const MAX_PARAMETER = 200;

/** What a repository wrote is code, so that it mentions nobody, links nowhere and formats nothing. */
const MARKDOWN: ReasonLanguage = {
  ...englishReasons,
  text: (key, params) =>
    reasonTexts[key].replace(/\{\{(\w+)\}\}/g, (gap, name) => {
      const value = params[name];
      return value === undefined
        ? gap
        : codeSpan(value.slice(0, MAX_PARAMETER));
    }),
  reason: reason => reasonInMarkdown(reason),
};

/** A danger as a sentence of Markdown, with the names in it as code. */
export function reasonInMarkdown(reason: Reason): string {
  return formatReason(reason, MARKDOWN);
}
