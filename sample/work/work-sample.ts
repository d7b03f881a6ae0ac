import { DispatchFile } from '../../entities/legacy/dispatch-file';
import { DispatchNotification } from '../../entities/legacy/dispatch-notification';
import { DispatchRecord } from '../../entities/legacy/dispatch-record';
import { DispatchTask } from '../../entities/legacy/dispatch-task';
import { Message } from '../../entities/new/message';
import { MessageAttachment } from '../../entities/new/message-attachment';
import { OrderFile } from '../../entities/new/order-file';
import { StoredFile } from '../../entities/new/stored-file';
import { SystemMessage } from '../../entities/new/system-message';
import { Task } from '../../entities/new/task';
import type { Catalogue } from '../catalogue/catalogue-sample';
import { rowsOf, type Sample, streamOf } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import type { People } from '../people/people-sample';
import { makeAttachments, makeOrderFiles } from './file-links';
import { attachmentCount, fileCount, makeLegacyFiles, makeNewFiles, orderFileCount } from './files';
import { LostMessages, makeLegacyMessages, makeNewMessages, messageCount } from './messages';
import { makeNotifications, notificationCount } from './notifications';
import { lostTaskCount, makeLegacyTasks, makeNewTasks, taskCount } from './tasks';

/** What daily work leaves behind: tasks, messages, files, and what the system told people. */
export function workSample(
  seed: Seed,
  size: Size,
  { patients }: Pick<People, 'patients'>,
  { templates }: Pick<Catalogue, 'templates'>,
): Sample {
  const patientIds = patients.map((patient) => patient.id);
  const messages = messageCount(size) - new LostMessages(size).count;
  return {
    legacy: [
      streamOf(DispatchTask, taskCount(size), () => makeLegacyTasks(seed, size, templates)),
      streamOf(DispatchRecord, messageCount(size), () => makeLegacyMessages(seed, size, patientIds)),
      streamOf(DispatchFile, fileCount(size), () => makeLegacyFiles(seed, size)),
      streamOf(DispatchNotification, notificationCount(size), () => makeNotifications(seed, size)),
    ],
    new: [
      streamOf(Task, taskCount(size) - lostTaskCount(size), () => makeNewTasks(seed, size, templates)),
      streamOf(Message, messages, () => makeNewMessages(seed, size, patientIds)),
      streamOf(StoredFile, fileCount(size), () => makeNewFiles(seed, size)),
      streamOf(OrderFile, orderFileCount(size), () => makeOrderFiles(seed, size)),
      streamOf(MessageAttachment, attachmentCount(size), () => makeAttachments(seed, size)),
      rowsOf(SystemMessage, []),
    ],
  };
}
