import { expect, test } from 'vitest';
import { parseLcov } from './lcov.ts';

const REPORT = `TN:
SF:/a/src/lib.rs
FN:3,name
FNDA:2,name
DA:3,2
DA:4,0
LF:2
LH:1
end_of_record
SF:/a/src/b.rs
DA:1,7
end_of_record
`;

test('a report is read by file and line', () => {
	const files = parseLcov(REPORT);
	expect([...files.keys()]).toEqual(['/a/src/lib.rs', '/a/src/b.rs']);
	expect([...(files.get('/a/src/lib.rs') ?? [])]).toEqual([
		[3, 2],
		[4, 0]
	]);
});

test('a file that is listed twice ran as often as both say', () => {
	const again = REPORT + 'SF:/a/src/lib.rs\nDA:4,1\nend_of_record\n';
	expect(parseLcov(again).get('/a/src/lib.rs')?.get(4)).toBe(1);
});

test.each(['DA:3', 'DA:3,x', 'DA:,'])('%s is no line', (record) => {
	expect(() => parseLcov(`SF:/a\n${record}\n`)).toThrow('expected DA:LINE,HITS');
});
