import { parseEntityRef } from '@backstage/catalog-model';
import {
  codeSpan,
  markdownLine,
  type ProposedCommit,
} from '@stonegarden/backstage-plugin-delivery-node';
import { promotionPage } from '../services/promotionPage';
import { trainPage } from '../services/trainPage';
import type { PromotionIntent, PromotionRecord } from './PromotionRecord';

/** What is asked of the Git host: the same whenever it is made from the same records. */
export type SentIntent = Omit<PromotionIntent, 'trailers'> &
  Pick<ProposedCommit, 'trailers'>;

type Intended = PromotionRecord & { intent: PromotionIntent };

function trailersOf({ id, intent }: Intended): Array<[string, string]> {
  return [['Promotion-Id', id], ...Object.entries(intent.trailers)];
}

/** Of a promotion with a pull request of its own. */
export function ownIntent(record: Intended): SentIntent {
  return { ...record.intent, trailers: trailersOf(record) };
}

/** Of promotions that one pull request brings: the files of all, and a section and trailers for each. */
export function sharedIntent(
  records: readonly Intended[],
  portalUrl: string,
): SentIntent {
  const [{ to, train, intent: first }] = records;
  const { baseBranch, author } = first;
  return {
    baseBranch,
    ...(author ? { author } : {}),
    title: `Promote ${records.length} services to ${to}`,
    edits: records.flatMap(({ intent }) => intent.edits),
    trailers: records.flatMap(trailersOf),
    body: [
      `Promotes ${records.length} services to ${codeSpan(
        to,
      )} together: they are merged, or closed, at the same time. The commit status passes when the gates of all of them do.`,
      '',
      ...(train
        ? [
            `What becomes of them: [in the portal](<${portalUrl}${trainPage(
              train,
            )}>).`,
            '',
          ]
        : []),
      ...records.flatMap(record => [
        `## ${markdownLine(parseEntityRef(record.entityRef).name)}`,
        '',
        record.intent.body,
        `Gates and approvals: [in the portal](<${portalUrl}${promotionPage(
          record,
        )}>).`,
        '',
      ]),
    ].join('\n'),
  };
}
