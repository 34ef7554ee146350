/** What is asked of whoever owns the network, until it is answered. */
export class Questions<Asked, Answer> {
	readonly #open = new Map<number, Question<Asked, Answer>>();
	#next = 1;

	/** Resolves with the answer, whoever gives it and however often it was asked. */
	ask(asked: Asked, put: (question: Question<Asked, Answer>) => void): Promise<Answer> {
		return new Promise((resolve) => {
			const n = this.#next++;
			const question: Question<Asked, Answer> = {
				...{ n, asked, sentTo: undefined },
				callOff: () => undefined,
				settle: (answer) => {
					question.callOff();
					this.#open.delete(n);
					resolve(answer);
				}
			};
			this.#open.set(n, question);
			put(question);
		});
	}

	answer(n: number, answer: Answer): void {
		this.#open.get(n)?.settle(answer);
	}

	get open(): readonly Question<Asked, Answer>[] {
		return [...this.#open.values()];
	}
}

export interface Question<Asked, Answer> {
	readonly n: number;
	readonly asked: Asked;
	readonly settle: (answer: Answer) => void;
	/** Reign of the owner that it was sent to; `undefined`: to nobody yet. */
	sentTo: string | undefined;
	/** Ends the wait for that owner. */
	callOff: () => void;
}
