import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  deliveryPromotionCreatePermission,
  type PromotionPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { BackNotice } from './BackNotice';
import { ClusterChangesSection } from './ClusterChangesSection';
import { DialogSection } from './DialogSection';
import { FileDiff } from './FileDiff';
import { GateList } from './GateList';
import { ImageChanges } from './ImageChanges';
import { OverrideSection } from './OverrideSection';
import { PreviewParts } from './PreviewParts';
import { ReasonField } from './ReasonField';
import { ReplacedNotice } from './ReplacedNotice';
import { SourceCommitsSection } from './SourceCommitsSection';
import type { Opening, OverrideDraft } from './useOpening';
import { useGatesPassed } from './useGatesPassed';
import type { AskedPreview } from './usePreview';

/**
 * The first parts of the promote dialog: what would change, what the gates say, and the reason where one must be given.
 *
 * @internal
 */
export const PreviewSections = (props: {
  from: string;
  to: string;
  asked: AskedPreview<PromotionPreview>;
  opening: Opening;
  /** What the person is about to override. */
  draft: OverrideDraft | undefined;
  onDraft: (draft: OverrideDraft | undefined) => void;
}) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const gatesPassed = useGatesPassed();
  const { asked, to, opening } = props;
  return (
    <PreviewParts
      asked={asked}
      permission={deliveryPromotionCreatePermission.name}
      existing={{
        title: t('promote.existing'),
        text: t('promote.existingText'),
      }}
    >
      {preview => (
        <>
          {preview?.replaces && <ReplacedNotice replaced={preview.replaces} />}
          {preview?.back && <BackNotice to={to} back={preview.back} />}
          <DialogSection
            title={t('promote.change')}
            waiting={preview ? undefined : 180}
          >
            {preview && (
              <>
                <ImageChanges to={to} changes={preview.changes} />
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
          <SourceCommitsSection commits={preview?.sourceCommits} />
          <ClusterChangesSection
            changes={preview?.clusterChanges}
            isWaiting={!preview}
          />
          <DialogSection
            title={t('promote.gates')}
            note={preview && gatesPassed(preview.gates)}
            waiting={preview ? undefined : 64}
          >
            {preview && <GateList from={props.from} gates={preview.gates} />}
          </DialogSection>
          {preview?.reasonRequired && preview.reasonRequired.length > 0 && (
            <ReasonField
              required={preview.reasonRequired}
              gates={preview.gates}
              value={opening.reason}
              onChange={opening.setReason}
            />
          )}
          {preview && (
            <OverrideSection
              preview={preview}
              draft={props.draft}
              onChange={props.onDraft}
            />
          )}
        </>
      )}
    </PreviewParts>
  );
};
