import type { ErrorCode } from 'yaml';
import { shorten } from '../diagnostics/shorten';

const EXPLANATIONS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS:
    'an alias (*name) cannot have an anchor or a tag: remove the part before it',
  BAD_ALIAS:
    'this is not a valid anchor or alias name: write a name after & or *, or put the string in quotes',
  BAD_COLLECTION_TYPE:
    'the tag before this collection does not fit it: remove the tag',
  BAD_DIRECTIVE:
    'this line begins with %, which marks a directive: remove it, or put the string in quotes',
  BAD_DQ_ESCAPE:
    'this backslash escape does not exist: write \\\\ for a backslash, or use single quotes',
  BAD_INDENT:
    'the indentation is wrong: align this line with the other keys of the same level, using spaces',
  BAD_PROP_ORDER:
    'an anchor or a tag is in the wrong place: write it right before the value',
  BAD_SCALAR_START:
    'an unquoted string cannot begin with this character: put it in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a second ": " on this line: put the value in quotes, or begin a new line for the next key',
  BLOCK_IN_FLOW:
    'an indented block cannot be inside brackets: close the bracket first',
  DUPLICATE_KEY: 'this key appears twice: keep one of them',
  KEY_OVER_1024_CHARS:
    'this key is longer than 1024 characters: is a colon or a closing quote missing?',
  MISSING_CHAR:
    'a character is missing here, such as a closing quote or bracket, a comma, a colon or the space after it: add it',
  MULTILINE_IMPLICIT_KEY:
    'a key cannot span several lines: is a colon missing after it, or a closing quote before it?',
  MULTIPLE_ANCHORS: 'there are two anchors for one value: keep one of them',
  MULTIPLE_DOCS: 'there is more than one document: keep one of them',
  MULTIPLE_TAGS: 'there are two tags for one value: keep one of them',
  NON_STRING_KEY: 'this key is not a string: put it in quotes',
  RESOURCE_EXHAUSTION: 'the nesting is too deep: write fewer levels',
  TAB_AS_INDENT: 'there is a tab in the indentation: use spaces',
  TAG_RESOLVE_FAILED:
    'this tag (!name) is not known here: remove it, or put the string in quotes',
  UNEXPECTED_TOKEN:
    'this is unexpected here: check the indentation, the colon before it, and open quotes or brackets',
};

/** The parser reports an open bracket as bad indentation, because it notices at the first line that is not indented enough. */
const OPEN_BRACKET = /^Flow .* end with a ([\]}])$/;

/**
 * A YAML syntax error in plain words, with what to do about it.
 *
 * @internal
 */
export function describeSyntaxError(code: ErrorCode, message: string): string {
  const closing = OPEN_BRACKET.exec(message)?.[1];
  const explanation = closing
    ? `a ${
        closing === ']' ? '[' : '{'
      } before this line is not closed: add the ${closing}, or indent the lines that belong inside it`
    : EXPLANATIONS[code];
  return `This is not valid YAML: ${explanation ?? shorten(message)}`;
}
