/// How large a night is.
struct Size {
  let lines: Int
  let skus: Int

  var batches: Int { max(skus, lines / 10) }
}
