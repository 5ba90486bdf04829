/**
 * The product of a matrix and a vector in WebAssembly SIMD: four rows at once, so that each piece of the vector is loaded
 * once for all of them. `npm run wasm` makes `../product.wasm` of it.
 *
 * @param matrix address of `width` rows of `width` float32 each, a multiple of 4.
 * @param vector address of `width` float32.
 * @param out address of the `width` float32 that are written.
 */
export function product(matrix: usize, vector: usize, out: usize, width: i32): void {
  const row: usize = 4 * width;
  const end = vector + row;
  for (let done = 0; done < width; done += 4) {
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let sum2 = f32x4.splat(0);
    let sum3 = f32x4.splat(0);
    let at = matrix;
    for (let each = vector; each < end; each += 16) {
      const values = v128.load(each);
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(at), values));
      sum1 = f32x4.add(sum1, f32x4.mul(v128.load(at + row), values));
      sum2 = f32x4.add(sum2, f32x4.mul(v128.load(at + 2 * row), values));
      sum3 = f32x4.add(sum3, f32x4.mul(v128.load(at + 3 * row), values));
      at += 16;
    }
    store<f32>(out, total(sum0));
    store<f32>(out, total(sum1), 4);
    store<f32>(out, total(sum2), 8);
    store<f32>(out, total(sum3), 12);
    matrix += 4 * row;
    out += 16;
  }
}

function total(sum: v128): f32 {
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    f32x4.extract_lane(sum, 2) +
    f32x4.extract_lane(sum, 3)
  );
}
