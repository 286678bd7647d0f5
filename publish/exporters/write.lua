-- Writes the blocks of each line of standard input (JSON) in its format, as a string on a line of JSON.
for line in io.lines() do
  local job = pandoc.json.decode(line, false)
  local tree = pandoc.json.encode({['pandoc-api-version'] = {1, 23, 1}, meta = {}, blocks = job.blocks})
  local document = pandoc.read(tree, 'json')
  local options = pandoc.WriterOptions({wrap_text = 'none'})
  for name, value in pairs(job.options) do options[name] = value end
  local text = pandoc.write(document, job.format, options)
  io.write(pandoc.json.encode(text), '\n')
end
