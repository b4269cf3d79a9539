import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { type CliContext, EXIT } from '../CliContext';
import { followPromotion } from './followPromotion';
import { formatPromotion } from './formatPromotion';
import type { OpeningOptions } from './OpeningOptions';
import type { Portal } from './readPortal';

/** What is known when the answer to an opening was lost. */
export const ASK_AGAIN =
  'Whether a pull request was opened is not known. Asking again is safe: the same request leads to the same pull request.';

/**
 * Says what was opened, and follows it where that was asked for. In JSON the last state is printed once.
 *
 * @internal
 */
export async function finishOpening(
  opened: Promotion,
  options: OpeningOptions & { portal: Portal; context: CliContext },
): Promise<number> {
  const { context, format, portal, timeout, wait } = options;
  const tell = (line: string) => {
    if (format === 'human') {
      context.print(line);
    }
  };
  const { promotion, code } = wait
    ? await followPromotion(opened, {
        portal,
        context,
        timeoutMs: timeout,
        tell,
      })
    : { promotion: opened, code: EXIT.clean };
  if (!wait) {
    tell(formatPromotion(promotion));
  }
  if (format === 'json') {
    context.print(`${JSON.stringify(promotion, null, 2)}\n`);
  }
  return code;
}
