import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import {
  deliveryPromotionCreatePermission,
  isSameReason,
  type Promotion,
  type PromotionPreview,
  type Reason,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ComponentProps } from 'react';
import { useReasonText } from '../shared/reasons/useReasonText';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { ChooseRelease } from './ChooseRelease';
import { FollowedPromotion } from './FollowedPromotion';
import { PreviewSections } from './PreviewSections';
import { ProposalDialog } from './ProposalDialog';
import type { Opening } from './useOpening';
import { useOverrideDraft } from './useOverrideDraft';
import { usePromotionPreview } from './usePromotionPreview';

/** Short where a gate already says it at length. */
function whyNot(
  { gates, reason }: PromotionPreview,
  t: TranslationFunction<typeof deliveryTranslationRef.T>,
  reasonText: (reason: Reason) => string,
): string {
  if (reason?.code === 'SeveralGates') {
    return t('promote.held', { count: reason.params.reasons.length });
  }
  if (gates.some(gate => isSameReason(gate.reason, reason))) {
    return t('promote.held', { count: 1 });
  }
  return reason ? reasonText(reason) : t('promote.cannot');
}

/**
 * What will change, may it, do it; then the same dialog follows the promotion to its end. Closing it stops nothing.
 *
 * @internal
 */
export const PromoteDialog = (
  props: Pick<
    ComponentProps<typeof FollowedPromotion>,
    'target' | 'stages' | 'afterwards'
  > & {
    entityRef: string;
    service: string;
    from: string;
    to: string;
    /** The environments before `to`, in the order of the path, and `to` as the last. */
    path: string[];
    /** What Git names for `from`. */
    now?: Release;
    /** Id of the Deployment whose Release is promoted; what `from` has now when left out. */
    deployment: string | undefined;
    onChoose: (deployment: string | undefined) => void;
    maySync: boolean;
    mayPromote: boolean;
    mayApprove: boolean;
    /** Lives outside, so that it outlives this dialog. */
    opening: Opening;
    /**
     * Id of a promotion that was opened here, is under way already, or was found after its answer was lost: the dialog only
     * follows it.
     */
    follow?: string;
    /** What the page knows of it. */
    known?: Promotion;
    onClose: () => void;
  },
) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { entityRef, service, from, to, opening, follow, mayPromote } = props;
  const preview = usePromotionPreview(
    entityRef,
    { from, to, ...(props.deployment && { deployment: props.deployment }) },
    !follow && !opening.isPending,
  );
  const reasonText = useReasonText();
  const { data } = preview;

  const { draft, setDraft, override } = useOverrideDraft(
    data,
    props.deployment,
  );

  const obstacle = () => {
    if (!data) return undefined;
    if (!mayPromote) return t('transition.forbidden', { to });
    if (override) {
      if (!override.reason.trim()) return t('override.missing');
    } else if (!data.canOpen) {
      return whyNot(data, t, reasonText);
    }
    return data.reasonRequired?.length && !opening.reason.trim()
      ? t('reasonField.missing')
      : undefined;
  };
  const why = obstacle();
  return (
    <ProposalDialog
      entityRef={entityRef}
      title={t(follow ? 'promote.followTitle' : 'promote.title', {
        service,
        to,
      })}
      opening={opening}
      permission={deliveryPromotionCreatePermission.name}
      progress={
        follow && (
          <FollowedPromotion
            entityRef={entityRef}
            id={follow}
            known={props.known}
            target={props.target}
            maySync={props.maySync}
            mayPromote={mayPromote}
            mayApprove={props.mayApprove}
            stages={props.stages}
            afterwards={props.afterwards}
            onStop={props.onClose}
          />
        )
      }
      confirm={
        data?.existing
          ? undefined
          : {
              text: t(override ? 'override.open' : 'promote.confirm', { to }),
              isDisabled: !data || why !== undefined,
              whyNot: why,
            }
      }
      override={override}
      onClose={props.onClose}
    >
      <ChooseRelease
        entityRef={entityRef}
        from={from}
        path={props.path}
        now={props.now}
        value={props.deployment}
        asked={preview}
        onChange={props.onChoose}
      />
      <PreviewSections
        from={from}
        to={to}
        asked={preview}
        opening={opening}
        draft={draft}
        onDraft={setDraft}
      />
    </ProposalDialog>
  );
};
