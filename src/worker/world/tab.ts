import { err, ok, type Result } from '#lib/result.ts';
import type { CommandAnswer, WorldCommand, WorldPhase, WorldState } from '../sandbox-protocol.ts';
import { WorldCommands } from './commands.ts';
import type { PostAnswer } from './messages.ts';
import { Questions, type Question } from './questions.ts';
import { isTold, type TabMessage, type Told } from './tab-messages.ts';
import type { World, WorldView } from './world.ts';

export interface TabPorts {
	/** Of this tab alone. */
	readonly id: string;
	/** Runs `own` once no other tab owns the network; as long as its promise is open no other one will. */
	readonly lock: (own: () => Promise<void>) => Promise<void>;
	/** To all other tabs. */
	readonly channel: {
		postMessage(message: Told): void;
		addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
	};
	readonly open: (choice: Choice, view: Viewers) => Promise<Result<World, string>>;
	readonly publish: (state: WorldState) => void;
	/** Calls back after so many milliseconds; the returned function calls it off. */
	readonly later: (ms: number, then: () => void) => () => void;
}

/** Which world to open. `anew`: nothing of the one before it is kept. */
export interface Choice {
	readonly seed: string | undefined;
	readonly anew: boolean;
}

interface Viewers {
	readonly publish: (view: WorldView) => void;
	readonly progress: (step: string, done: number, total: number) => void;
}

/** An owner that says nothing for so long sleeps, or is closed in a moment. Commands may close a thousand ledgers. */
const PATIENCE_MS = { post: 20_000, command: 180_000 };
const ASLEEP =
	'the tab that runs the demo network does not answer: open it, or close it and this one takes over';
const LEFT = 'the tab that ran the demo network was closed: look whether it still happened';

const NOTHING: WorldView = {
	...{ ledger: 0, closedAt: 0, ledgerMs: undefined },
	...{ house: [], arbitrage: false, people: [], lines: [] }
};

type PostQuestion = Question<string, PostAnswer>;
type CommandQuestion = Question<WorldCommand, CommandAnswer>;

/**
 * One tab's part in the network that all tabs of a browser share: one of them owns it, the others ask the owner. When the
 * owner dies the next in line takes over what is kept, and what was asked and not answered is asked again.
 */
export class WorldTab {
	readonly #ports: TabPorts;
	readonly #posts = new Questions<string, PostAnswer>();
	readonly #commands = new Questions<WorldCommand, CommandAnswer>();
	#seq = 0;
	#view = NOTHING;
	#phase: WorldPhase = { kind: 'off' };
	/** Waits for the lock, or holds it. */
	#joined = false;
	#isOwner = false;
	/** While this tab owns the network and it runs. */
	#running: { readonly world: World; readonly commands: WorldCommands } | undefined;
	/** Of the present owner, as far as this tab has heard. */
	#reign: string | undefined;
	#reigns = 0;
	/** Ends the world that runs: with a choice another one follows. */
	#end: (next: Choice | undefined) => void = () => undefined;
	/** Of whoever asked for the world that is being opened. */
	#awaitingWorld: ((answer: CommandAnswer) => void)[] = [];

	constructor(ports: TabPorts) {
		this.#ports = ports;
		ports.channel.addEventListener('message', ({ data }) => {
			if (isTold(data)) this.#hear(data);
		});
	}

	/** Joins the network: as its owner if there is none. Nothing happens if it has joined already. */
	open(seed: string | undefined): void {
		if (this.#joined) return;
		this.#joined = true;
		this.#show({ kind: 'starting', step: 'look for the network in other tabs', done: 0, total: 1 });
		this.#say({ kind: 'hello' });
		void this.#ports
			.lock(() => this.#own({ seed, anew: false }))
			.then(() => {
				this.#joined = false;
			});
	}

	post(body: string): Promise<PostAnswer> {
		return this.#posts.ask(body, (question) => {
			this.#put(question);
		});
	}

	command(command: WorldCommand): Promise<CommandAnswer> {
		return this.#commands.ask(command, (question) => {
			this.#putCommand(question);
		});
	}

	/** Leaves in good order; a tab that is killed cannot. */
	close(): void {
		this.#end(undefined);
	}

	async #own(first: Choice): Promise<void> {
		this.#isOwner = true;
		let choice: Choice | undefined = first;
		while (choice !== undefined) {
			this.#reigns += 1;
			const opened = await this.#ports.open(choice, {
				publish: (view) => {
					this.#view = view;
					this.#show(this.#phase);
				},
				progress: (step, done, total) => {
					this.#show({ kind: 'starting', step, done, total });
				}
			});
			choice = opened.ok ? await this.#run(opened.value) : undefined;
			if (!opened.ok) this.#fail(opened.error);
		}
		this.#isOwner = false;
		this.#running = undefined;
	}

	/** Resolves, once the world has ended, with what comes after it. */
	async #run(world: World): Promise<Choice | undefined> {
		const ended = new Promise<Choice | undefined>((resolve) => {
			this.#end = resolve;
		});
		await world.begin();
		const reign = `${this.#ports.id} ${this.#reigns}`;
		this.#running = { world, commands: new WorldCommands(world) };
		this.#show({ kind: 'running', role: 'owner' });
		for (const answer of this.#awaitingWorld.splice(0)) answer(ok(null));
		this.#say({ kind: 'here', reign });
		this.#hearOwner(reign);
		const next = await ended;
		this.#running = undefined;
		this.#reign = undefined;
		await world.stop();
		return next;
	}

	#fail(reason: string): void {
		this.#show({ kind: 'failed', reason });
		const answers = this.#awaitingWorld.splice(0);
		for (const answer of answers) answer(err({ kind: 'failed', detail: reason }));
		for (const { settle } of this.#posts.open) {
			settle(err({ kind: 'unreachable', detail: reason }));
		}
		for (const { settle } of this.#commands.open) settle(err({ kind: 'failed', detail: reason }));
	}

	#hear({ from, message }: Told): void {
		switch (message.kind) {
			case 'hello':
				if (!this.#isOwner) return;
				if (this.#running !== undefined && this.#reign !== undefined) {
					this.#say({ kind: 'here', reign: this.#reign });
				}
				this.#say({ kind: 'state', view: this.#view, phase: this.#phase });
				return;
			case 'here':
				this.#hearOwner(message.reign);
				return;
			case 'state':
				this.#follow(message);
				return;
			case 'post':
				void this.#running?.world.post(message.body).then((answer) => {
					this.#say({ kind: 'posted', to: from, n: message.n, answer });
				});
				return;
			case 'command':
				this.#carryOut(message.command, (answer) => {
					this.#say({ kind: 'done', to: from, n: message.n, answer });
				});
				return;
			case 'posted':
				if (message.to === this.#ports.id) this.#posts.answer(message.n, message.answer);
				return;
			case 'done':
				if (message.to === this.#ports.id) this.#commands.answer(message.n, message.answer);
				return;
		}
	}

	/**
	 * Somebody owns the network from now on. A question may be asked twice, as the queue knows a transaction by its hash; of a
	 * command nobody can tell whether it was carried out.
	 */
	#hearOwner(reign: string): void {
		this.#reign = reign;
		for (const question of this.#posts.open) {
			if (question.sentTo !== reign) this.#put(question);
		}
		for (const question of this.#commands.open) {
			if (question.sentTo === undefined) this.#putCommand(question);
			else if (question.sentTo !== reign) question.settle(err({ kind: 'failed', detail: LEFT }));
		}
	}

	#follow({ view, phase }: Extract<TabMessage, { kind: 'state' }>): void {
		if (!this.#joined || this.#isOwner) return;
		this.#view = view;
		this.#show(phase.kind === 'running' ? { kind: 'running', role: 'follower' } : phase);
	}

	#put(question: PostQuestion): void {
		question.callOff();
		if (this.#running !== undefined) {
			void this.#running.world.post(question.asked).then(question.settle);
			return;
		}
		if (this.#reign === undefined || this.#isOwner) return; // whoever owns it next will be asked
		question.sentTo = this.#reign;
		question.callOff = this.#ports.later(PATIENCE_MS.post, () => {
			question.settle(err({ kind: 'unreachable', detail: ASLEEP }));
		});
		this.#say({ kind: 'post', n: question.n, body: question.asked });
	}

	#putCommand(question: CommandQuestion): void {
		question.callOff();
		if (this.#carryOut(question.asked, question.settle)) return;
		if (this.#reign === undefined || this.#isOwner) return;
		question.sentTo = this.#reign;
		question.callOff = this.#ports.later(PATIENCE_MS.command, () => {
			question.settle(err({ kind: 'failed', detail: ASLEEP }));
		});
		this.#say({ kind: 'command', n: question.n, command: question.asked });
	}

	/** False: no world runs in this tab. After a reset the answer is given before anybody hears of the new world. */
	#carryOut(command: WorldCommand, settle: (answer: CommandAnswer) => void): boolean {
		if (this.#running === undefined) return false;
		if (command.kind === 'reset') {
			this.#awaitingWorld.push(settle);
			this.#end({ seed: command.seed, anew: true });
		} else {
			void this.#running.commands.run(command).then(settle);
		}
		return true;
	}

	#show(phase: WorldPhase): void {
		this.#phase = phase;
		this.#seq += 1;
		this.#ports.publish({ ...this.#view, phase, seq: this.#seq });
		if (this.#isOwner) this.#say({ kind: 'state', view: this.#view, phase });
	}

	#say(message: TabMessage): void {
		this.#ports.channel.postMessage({ from: this.#ports.id, message });
	}
}
