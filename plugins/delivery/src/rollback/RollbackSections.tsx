import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  deliveryRollbackCreatePermission,
  type EnvironmentStatus,
  type RollbackPreview,
  type RollbackScope,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ClusterChangesSection } from '../promotion/ClusterChangesSection';
import { DialogSection } from '../promotion/DialogSection';
import { FileDiff } from '../promotion/FileDiff';
import { GateList } from '../promotion/GateList';
import { ImageChanges } from '../promotion/ImageChanges';
import { PreviewParts } from '../promotion/PreviewParts';
import { ReasonField } from '../promotion/ReasonField';
import type { Opening } from '../promotion/useOpening';
import type { AskedPreview } from '../promotion/usePreview';
import { useReasonText } from '../shared/reasons/useReasonText';
import { CommitList } from '../shared/commits/CommitList';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { EmergencySection } from './EmergencySection';
import { ScopeChoice } from './ScopeChoice';
import type { useEmergencyRollback } from './useEmergencyRollback';

/**
 * What a rollback would change, what may go wrong with it, what it asks for, and the way past Git.
 *
 * @internal
 */
export const RollbackSections = (props: {
  environment: EnvironmentStatus;
  asked: AskedPreview<RollbackPreview>;
  scope: RollbackScope;
  opening: Opening;
  emergency: ReturnType<typeof useEmergencyRollback>;
  onScope: (scope: RollbackScope) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const reasonText = useReasonText();
  const { environment, opening } = props;
  const { name } = environment;
  return (
    <PreviewParts
      asked={props.asked}
      permission={deliveryRollbackCreatePermission.name}
      existing={{
        title: t('rollback.existing'),
        text: t('rollback.existingText'),
      }}
    >
      {preview => (
        <>
          {preview?.warnings.map(warning => (
            <Alert
              key={warning.message}
              role="status"
              status="warning"
              icon
              title={t('rollback.warning')}
              description={reasonText(warning)}
            />
          ))}
          <DialogSection
            title={t('promote.change')}
            waiting={preview ? undefined : 180}
          >
            {preview && (
              <>
                <ImageChanges to={name} changes={preview.changes} />
                {preview.files.length > 0 && (
                  <Text as="p" variant="body-small" color="secondary">
                    {t('promote.files', { count: preview.files.length })}
                  </Text>
                )}
                {preview.files.map(file => (
                  <FileDiff key={file.path} file={file} />
                ))}
              </>
            )}
          </DialogSection>
          <ClusterChangesSection
            changes={preview?.clusterChanges}
            isWaiting={!preview}
          />
          <DialogSection
            title={t('rollback.commits')}
            waiting={preview ? undefined : 48}
          >
            {preview && (
              <CommitList
                commits={preview.commits}
                complete={preview.commitsComplete}
              />
            )}
          </DialogSection>
          <DialogSection
            title={t('rollback.scope')}
            waiting={preview ? undefined : 48}
          >
            {preview && (
              <ScopeChoice
                environment={name}
                value={props.scope}
                otherChanges={preview.otherChanges}
                onChange={props.onScope}
              />
            )}
          </DialogSection>
          {preview && preview.gates.length > 0 && (
            <DialogSection title={t('promote.gates')}>
              <GateList from={name} gates={preview.gates} />
            </DialogSection>
          )}
          {preview && preview.reasonRequired.length > 0 && (
            <ReasonField
              required={preview.reasonRequired}
              gates={preview.gates}
              value={opening.reason}
              onChange={opening.setReason}
            />
          )}
          {preview?.emergency && (
            <EmergencySection
              environment={environment}
              preview={{ ...preview, emergency: preview.emergency }}
              rolling={props.emergency}
            />
          )}
        </>
      )}
    </PreviewParts>
  );
};
