/**
 * Assigns an MFA device. A passkey is one request of the console (Y-11). A virtual device is created first, because creating it returns the seed. When the
 * person gives up afterwards, the unassigned device is deleted: AWS would refuse its name the next time.
 */

import type { HistoryEntry } from '#app/history/history.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { DeviceKind } from '#core/model/records/lists.ts';
import { ownedBy } from '#core/model/world/world.ts';
import type { Acting, CallToSend, ShownRefusal } from '#view/requests/act.svelte.ts';
import { type CredentialOwner, namedOwner, ownerName } from '../owner.ts';

export class Enrolment {
  kind = $state<DeviceKind>('virtual');
  /** The passkey is on a security key with a certificate of the FIDO Alliance. */
  certified = $state(true);
  name = $state('');
  step = $state<'name' | 'codes'>('name');
  serial = $state('');
  first = $state('');
  second = $state('');
  refusal = $state.raw<ShownRefusal | undefined>();
  /** Shown once for a virtual device: the QR code as a data URL, and the seed as text. */
  qr = $state('');
  seed = $state('');
  readonly #session: Session;
  readonly #acting: Acting;
  readonly #owner: CredentialOwner;
  #made = $state('');
  #creation: HistoryEntry | undefined;

  constructor(session: Session, acting: Acting, owner: CredentialOwner) {
    this.#session = session;
    this.#acting = acting;
    this.#owner = owner;
  }

  get owner(): CredentialOwner {
    return this.#owner;
  }

  readonly freeTokens = $derived.by(() =>
    ownedBy(this.#session.state.world, 'mfaDevices', this.#session.account).filter(
      ({ kind, owner }) => kind === 'hardware' && owner === undefined,
    ),
  );

  get isGone(): boolean {
    return this.#made !== '' && !this.#session.state.world.mfaDevices.has(this.#made);
  }

  get calls(): readonly CallToSend[] {
    if (this.kind === 'passkey') return [];
    if (this.step === 'codes') return [this.#enabling()];
    return this.kind === 'virtual' ? [this.#creating()] : [];
  }

  async begin(): Promise<void> {
    this.refusal = undefined;
    if (this.kind !== 'virtual') {
      this.step = 'codes';
      return;
    }
    const { refusal, responses, entry } = await this.#acting.ask([this.#creating()]);
    this.refusal = refusal;
    this.#creation = entry;
    const device = responses[0]?.['VirtualMFADevice'] as VirtualDevice | undefined;
    if (!device) return;
    this.#made = this.serial = device.SerialNumber;
    this.qr = `data:image/png;base64,${device.QRCodePNG}`;
    this.seed = atob(device.Base32StringSeed);
    this.step = 'codes';
  }

  async buyToken(): Promise<void> {
    const call = { service: 'playground', operation: 'CreateHardwareDevice', params: {} } as const;
    const { refusal, responses } = await this.#acting.ask([call], 'A hardware token was bought');
    this.refusal = refusal;
    const serial = responses[0]?.['SerialNumber'];
    if (typeof serial === 'string') this.serial = serial;
  }

  async finish(): Promise<boolean> {
    const what = `an MFA device to ${ownerName(this.#owner)}`;
    const { refusal } = await this.#acting.ask([this.#last()], `Assigned ${what}`, {
      label: `Assign ${what}`,
      continues: this.#creation,
    });
    this.refusal = refusal;
    if (refusal) return false;
    this.#made = '';
    return true;
  }

  /** Takes the creation of a device back that was not assigned, or deletes it where something came between. */
  async abandon(): Promise<void> {
    const SerialNumber = this.#made;
    if (SerialNumber === '' || this.isGone) return;
    this.#made = '';
    const { history } = this.#session;
    if (this.#creation && history.after(this.#creation)?.length === 0) await this.#session.undo();
    else await this.#session.dispatch('iam', 'DeleteVirtualMFADevice', { SerialNumber });
  }

  #last(): CallToSend {
    return this.kind === 'passkey' ? this.#registering() : this.#enabling();
  }

  #registering(): CallToSend {
    return {
      service: 'playground',
      operation: 'RegisterPasskey',
      params: {
        ...namedOwner(this.#owner),
        DeviceName: this.name.trim(),
        ...(this.certified ? { Certifications: { FIDO: 'L1' } } : {}),
      },
    };
  }

  #creating(): CallToSend {
    return { operation: 'CreateVirtualMFADevice', params: { VirtualMFADeviceName: this.name.trim() } };
  }

  #enabling(): CallToSend {
    return {
      operation: 'EnableMFADevice',
      params: {
        ...namedOwner(this.#owner),
        SerialNumber: this.serial,
        AuthenticationCode1: this.first,
        AuthenticationCode2: this.second,
      },
    };
  }
}

interface VirtualDevice {
  readonly SerialNumber: string;
  readonly Base32StringSeed: string;
  readonly QRCodePNG: string;
}
