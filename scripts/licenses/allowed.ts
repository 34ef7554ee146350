/** Licences that Apache-2.0 code may ship with, as SPDX names. Copyleft of any strength is not among them. */
const ALLOWED = new Set([
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'BlueOak-1.0.0',
	'CC0-1.0',
	'ISC',
	'MIT',
	'MIT-0',
	'Unicode-3.0',
	'Unicode-DFS-2016',
	'Unlicense',
	'Zlib'
]);

/**
 * Is an SPDX expression satisfied by the list? `OR` (older crates write `/`) needs one side, `AND` needs both, and
 * `WITH` an exception only grants more. An expression without a licence is not allowed.
 */
export function allowed(expression: string): boolean {
	const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
	let at = 0;
	const take = (token: string) => {
		const found = tokens[at] === token;
		if (found) at += 1;
		return found;
	};
	const single = (): boolean => {
		if (take('(')) {
			const inner = either();
			return take(')') && inner;
		}
		const name = tokens[at];
		at += 1;
		if (take('WITH')) at += 1;
		return name !== undefined && ALLOWED.has(name);
	};
	const both = (): boolean => {
		let result = single();
		while (take('AND')) result = single() && result;
		return result;
	};
	const either = (): boolean => {
		let result = both();
		while (take('OR')) result = both() || result;
		return result;
	};
	return either() && at === tokens.length;
}
