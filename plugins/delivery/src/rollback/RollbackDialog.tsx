import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import {
  deliveryRollbackCreatePermission,
  deliveryEnvironmentReadPermission,
  type EnvironmentHistory,
  type EnvironmentStatus,
  type RollbackPreview,
  type RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { DialogSection } from '../promotion/DialogSection';
import { ProposalDialog } from '../promotion/ProposalDialog';
import type { Opening } from '../promotion/useOpening';
import type { DialogParams } from '../shared/address/useDialogAddress';
import { useReasonText } from '../shared/reasons/useReasonText';
import { EmptyState } from '../shared/states/EmptyState';
import { RequestFailure } from '../shared/states/RequestFailure';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { CandidateChoice } from './CandidateChoice';
import { RollbackProgress } from './RollbackProgress';
import { RollbackSections } from './RollbackSections';
import type { useEmergencyRollback } from './useEmergencyRollback';
import type { useRollbackCandidates } from './useRollbackCandidates';
import { useRollbackPreview } from './useRollbackPreview';

/**
 * Where to go back to, what that would change, do it; then the same dialog follows the rollback to its end. Closing it stops
 * nothing.
 *
 * @internal
 */
export const RollbackDialog = (props: {
  entityRef: string;
  service: string;
  environment: EnvironmentStatus;
  history?: EnvironmentHistory;
  may: { rollback: boolean; sync: boolean; approve: boolean };
  candidates: ReturnType<typeof useRollbackCandidates>;
  /** Undefined while it is not known what to go back to. */
  request: RollbackRequest | undefined;
  /** These live outside, so that they outlive this dialog. */
  opening: Opening;
  emergency: ReturnType<typeof useEmergencyRollback>;
  /** What the address says. */
  params: DialogParams;
  onChange: (changes: DialogParams) => void;
  /** Another way back is chosen after the one that is followed. */
  onAgain: () => void;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { entityRef, service, environment, history, params } = props;
  const { candidates, request, opening, emergency, may, onChange } = props;
  const { name } = environment;

  const { rollback } = history ?? {};
  const followed =
    params.promotion ??
    opening.data?.id ??
    // There was none when the dialog was opened.
    (opening.uncertain ? rollback?.id : undefined);
  const outside =
    params.emergency ??
    (emergency.data?.status === 'refused' ? undefined : emergency.data?.id);
  const isFollowing = Boolean(followed ?? outside);
  const preview = useRollbackPreview(
    entityRef,
    request,
    !isFollowing && !opening.isPending,
  );

  const whyNot = (answer: RollbackPreview): string | undefined => {
    if (!may.rollback) return t('rollback.forbidden', { environment: name });
    if (!answer.canOpen) {
      return answer.reason ? reasonText(answer.reason) : t('rollback.cannot');
    }
    return answer.reasonRequired.length > 0 && !opening.reason.trim()
      ? t('reasonField.missing')
      : undefined;
  };
  const data = preview.data;
  const obstacle = data && whyNot(data);
  const isEmpty = candidates.data?.length === 0 && !request;
  return (
    <ProposalDialog
      entityRef={entityRef}
      title={t(isFollowing ? 'rollback.followTitle' : 'rollback.title', {
        service,
        environment: name,
      })}
      opening={opening}
      permission={deliveryRollbackCreatePermission.name}
      progress={
        isFollowing && (
          <RollbackProgress
            entityRef={entityRef}
            environment={environment}
            history={history}
            promotion={followed}
            opened={opening.data}
            emergency={outside}
            applied={emergency.data}
            may={may}
            onAgain={props.onAgain}
            onClose={props.onClose}
          />
        )
      }
      confirm={
        data?.existing || isEmpty
          ? undefined
          : {
              text: t('rollback.confirm', { environment: name }),
              isDisabled: !data || obstacle !== undefined,
              whyNot: obstacle,
            }
      }
      note={data && t('rollback.note', { environment: name })}
      onClose={props.onClose}
    >
      <DialogSection title={t('rollback.backTo')}>
        <Candidates
          environment={name}
          candidates={candidates}
          value={request?.deployment}
          onChange={deployment => onChange({ deployment })}
        />
      </DialogSection>
      {request && (
        <RollbackSections
          environment={environment}
          asked={preview}
          scope={request.scope}
          opening={opening}
          emergency={emergency}
          onScope={scope =>
            onChange({ scope: scope === 'everything' ? scope : undefined })
          }
        />
      )}
    </ProposalDialog>
  );
};

function Candidates(props: {
  environment: string;
  candidates: ReturnType<typeof useRollbackCandidates>;
  value: string | undefined;
  onChange: (deployment: string) => void;
}) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { candidates, environment } = props;
  const { data, error, refetch } = candidates;
  if (data?.length) {
    return <CandidateChoice {...props} candidates={data} />;
  }
  if (data) {
    return (
      <EmptyState
        title={t('rollback.emptyTitle', { environment })}
        text={t('rollback.emptyText', { environment })}
      />
    );
  }
  if (error) {
    return (
      <RequestFailure
        error={error}
        permission={deliveryEnvironmentReadPermission.name}
        onRetry={() => {
          refetch();
        }}
      />
    );
  }
  return (
    <>
      <Skeleton height={64} width="100%" />
      <Text as="p" variant="body-small" color="secondary">
        {t('rollback.loadingCandidates')}
      </Text>
    </>
  );
}
