import { Fragment } from 'react';

/**
 * A text in which what stands between backticks is code.
 *
 * @internal
 */
export const InlineCode = ({ text }: { text: string }) => (
  <>
    {text
      .split('`')
      .map((part, index) =>
        index % 2 ? (
          <code key={index}>{part}</code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
  </>
);
