/** Lines of a pull request's text that belong together. */
export interface BodySection {
  lines: string[];
  /** Left out when the text is too long; what it would have told. */
  optional?: string;
}

/** GitHub takes 65,536 characters; the rest is for what is added when it is sent. */
const MAX_LENGTH = 57_000;

const textOf = (sections: readonly BodySection[]) =>
  sections.flatMap(({ lines }) => lines).join('\n');

/** The text of a pull request, short enough for its host: of what is optional, the longest is left out first, and it says so. */
export function fitBody(
  sections: readonly BodySection[],
  maxLength = MAX_LENGTH,
): string {
  const text = textOf(sections);
  if (text.length <= maxLength) {
    return text;
  }
  const longest = sections.reduce<BodySection | undefined>(
    (found, section) =>
      section.optional &&
      textOf([section]).length > textOf(found ? [found] : []).length
        ? section
        : found,
    undefined,
  );
  return longest
    ? fitBody(
        sections.map(section =>
          section === longest
            ? { lines: [`${longest.optional}: too long to be told here.`, ''] }
            : section,
        ),
        maxLength,
      )
    : text;
}
