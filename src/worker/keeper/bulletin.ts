import { INITIAL } from '#lib/keeper/phase.ts';
import type { KeeperReport } from '../protocol.ts';
import type { Channel, KeeperPorts } from './ports.ts';

/** Reports are whole, so that a few a second are enough. Milliseconds. */
const PACE_MS = 250;

type Told = Omit<KeeperReport, 'seq' | 'role'>;
/** What tabs of one browser tell each other about one keeper. */
type Message =
	| { readonly v: 1; readonly kind: 'report'; readonly report: Told }
	/** A new follower asks for a report. */
	| { readonly v: 1; readonly kind: 'ask' }
	/** Somebody stopped the keeper: followers do not take over. */
	| { readonly v: 1; readonly kind: 'ended' };

/** Tells the page, and the pages of the other tabs, what the keeper of this browser does. */
export class Bulletin {
	readonly #ports: Pick<KeeperPorts, 'clock' | 'now' | 'channel'>;
	#subscriber: ((report: KeeperReport) => void) | undefined;
	#channel: Channel | undefined;
	/** While this tab leads. */
	#source: (() => Told) | undefined;
	#heard: Told | undefined;
	#seq = 0;
	#toldAt = Number.NEGATIVE_INFINITY;
	#due = false;

	constructor(ports: Pick<KeeperPorts, 'clock' | 'now' | 'channel'>) {
		this.#ports = ports;
	}

	/** The last report of the tab that leads. */
	get heard(): Told | undefined {
		return this.#heard;
	}

	subscribe(subscriber: (report: KeeperReport) => void): void {
		this.#subscriber = subscriber;
	}

	lead(name: string, source: () => Told): void {
		this.#open(name, (message) => {
			if (message.kind === 'ask') this.flush();
		});
		this.#source = source;
		this.flush();
	}

	follow(name: string, ended: () => void): void {
		this.#source = undefined;
		this.#heard = undefined;
		this.#open(name, (message) => {
			if (message.kind === 'report') {
				this.#heard = message.report;
				this.#tellPage({ ...message.report, role: 'follower' });
			} else if (message.kind === 'ended') {
				ended();
				this.#lastWord('follower', this.#heard);
				this.#close();
			}
		});
		this.#post({ v: 1, kind: 'ask' });
	}

	/** Something is different: it is told within a quarter of a second. */
	changed(): void {
		if (this.#due || this.#source === undefined) return;
		this.#due = true;
		const wait = Math.max(0, this.#toldAt + PACE_MS - this.#ports.now());
		void this.#ports.clock.sleep(Math.min(wait, PACE_MS), NEVER).then(() => {
			if (this.#due) this.flush();
		});
	}

	/** Tells it now. */
	flush(): void {
		this.#due = false;
		const told = this.#source?.();
		if (told === undefined) return;
		this.#toldAt = this.#ports.now();
		this.#tellPage({ ...told, role: 'leader' });
		this.#post({ v: 1, kind: 'report', report: told });
	}

	/** Stopped by somebody, for all tabs. A follower only stops listening. */
	end(): void {
		const told = this.#source?.();
		if (told !== undefined) {
			this.#post({ v: 1, kind: 'ended' });
			this.#lastWord('leader', told);
		}
		this.#close();
	}

	#lastWord(role: KeeperReport['role'], told: Told | undefined): void {
		if (told === undefined) return;
		const { snapshot } = told;
		const stopped = { ...snapshot, seq: snapshot.seq + 1, phase: INITIAL.phase };
		this.#tellPage({ ...told, snapshot: stopped, role });
	}

	#tellPage(report: Omit<KeeperReport, 'seq'>): void {
		this.#seq += 1;
		this.#subscriber?.({ ...report, seq: this.#seq });
	}

	#open(name: string, hear: (message: Message) => void): void {
		this.#channel?.close();
		this.#channel = this.#ports.channel(name);
		this.#channel.listen((message) => {
			if (isMessage(message)) hear(message);
		});
	}

	#close(): void {
		this.#channel?.close();
		this.#channel = undefined;
		this.#source = undefined;
		this.#due = false;
	}

	#post(message: Message): void {
		this.#channel?.post(message);
	}
}

const NEVER = new AbortController().signal;

/** Tabs of one origin may run different releases: what another one says counts only in this one's form. */
function isMessage(message: unknown): message is Message {
	if (!isRecord(message) || message['v'] !== 1) return false;
	const { kind, report } = message;
	if (kind === 'ask' || kind === 'ended') return true;
	return kind === 'report' && isRecord(report) && REPORT_FIELDS.every((field) => field in report);
}

const REPORT_FIELDS = [
	'operator',
	'since',
	'mode',
	'snapshot',
	'session',
	'log',
	'rows',
	'gaps',
	'endpoints'
] satisfies readonly (keyof Told)[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;
