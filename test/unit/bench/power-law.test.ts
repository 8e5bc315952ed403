import assert from "node:assert/strict";
import { describePoints, exponentOf, lastExponentOf } from "../../../stacks/bench/power-law.ts";

const points = (law: (size: number) => number, sizes = [1, 10, 100]) =>
  sizes.map((size) => ({ size, value: law(size) }));
const near = (found: number, expected: number): void =>
  assert.ok(Math.abs(found - expected) < 1e-9, `${found} instead of ${expected}`);

describe("the exponent of growth", () => {
  for (const exponent of [0, 0.5, 1, 2, -1])
    it(`is that of a power law, ${exponent}, whatever its factor`, () => {
      for (const factor of [0.01, 1, 730]) near(exponentOf(points((size) => factor * size ** exponent)), exponent);
    });

  it("is that of the line with the least squares where points are on none", () =>
    // Logarithms 0, 0, 2 at 0, 1, 2: the mean of them is 2/3, and the slope (0 * -1 + 2 * 1) / 2.
    near(
      exponentOf([
        { size: 1, value: 1 },
        { size: 10, value: 1 },
        { size: 100, value: 100 },
      ]),
      1,
    ));

  it("weighs sizes that are not evenly far from each other", () =>
    // Logarithms of base 2, at 0, 1, 3: 0, 2, 2; deviations -4/3, -1/3, 5/3 and -4/3, 2/3, 2/3.
    near(
      exponentOf([
        { size: 1, value: 1 },
        { size: 2, value: 4 },
        { size: 8, value: 4 },
      ]),
      (16 - 2 + 10) / (16 + 1 + 25),
    ));

  it("is seen at the end where a constant hides it before", () => {
    const hidden = points((size) => 100 + size ** 2);
    assert.ok(exponentOf(hidden) < 1.1);
    assert.ok(lastExponentOf(hidden) > 1.6);
    near(lastExponentOf(hidden.toReversed()), lastExponentOf(hidden));
  });

  it("is none of one size, of none, and of what took no time", () => {
    for (const wrong of [
      [],
      [{ size: 1, value: 1 }],
      [
        { size: 2, value: 1 },
        { size: 2, value: 3 },
      ],
    ])
      assert.throws(() => exponentOf(wrong), /needs two sizes/);
    for (const wrong of [
      { size: 2, value: 0 },
      { size: 0, value: 1 },
      { size: 2, value: NaN },
    ])
      assert.throws(() => exponentOf([{ size: 1, value: 1 }, wrong]), /goes through no point/);
  });

  it("is told with the values that it is of", () =>
    assert.equal(
      describePoints(
        [
          { size: 1, value: 2 },
          { size: 10, value: 2 },
          { size: 100, value: 20 },
        ],
        "s",
      ),
      "1: 2.0 s, 10: 2.0 s, 100: 20.0 s; exponent at the end 1.00",
    ));
});
