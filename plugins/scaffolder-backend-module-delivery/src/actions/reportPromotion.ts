import { ServiceUnavailableError } from '@backstage/errors';
import {
  formatVersion,
  type ImageChange,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';

/** What of an action's context is used to tell what was opened. */
interface Reporter {
  logger: { info(message: string): void };
  output(
    name: 'promotionId' | 'status' | 'pullRequestUrl',
    value: string,
  ): void;
  output(name: 'pullRequestNumber', value: number): void;
}

/** Gives out what was opened. Throws ServiceUnavailableError while it is not known whether there is a pull request. */
export function reportPromotion(ctx: Reporter, promotion: Promotion): void {
  ctx.output('promotionId', promotion.id);
  ctx.output('status', promotion.status);
  if (!promotion.pullRequest) {
    throw new ServiceUnavailableError(
      `Promotion ${promotion.id} is recorded but has no pull request yet${
        promotion.reason ? `: ${promotion.reason.message}` : '.'
      } Try again; it will be the same promotion.`,
    );
  }
  ctx.output('pullRequestUrl', promotion.pullRequest.url);
  ctx.output('pullRequestNumber', promotion.pullRequest.number);
  ctx.logger.info(
    `${promotion.changes.map(describeChange).join(', ')}: pull request #${
      promotion.pullRequest.number
    }, ${promotion.pullRequest.url}`,
  );
}

function describeChange({ name, from, to }: ImageChange): string {
  return `${name} ${from ? formatVersion(from) : 'nothing'} → ${formatVersion(
    to,
  )}`;
}
