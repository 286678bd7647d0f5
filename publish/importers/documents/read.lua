-- Reads {format, text} or {format, file} of each line of standard input (JSON) and prints the tree of
-- each as a line of JSON, or the error. The documents can open no file: the fourth argument of
-- pandoc.read is the empty environment. Pictures inside them go into the folder that is the argument.
local folder = arg[1]

local function content(job)
  if not job.file then return job.text end
  local file = assert(io.open(job.file, 'rb'))
  local bytes = file:read('a')
  file:close()
  return bytes
end

-- HTML inside Markdown as the nodes that it means; comments and single tags stay raw.
local function read_html(block)
  if block.format ~= 'html' or block.text:match('^%s*<!%-%-') then return nil end
  local ok, result = pcall(pandoc.read, block.text, 'html+epub_html_exts', nil, {})
  if not ok or pandoc.utils.stringify(result.blocks) == '' and not block.text:match('<img') then
    return nil
  end
  return result.blocks
end

for line in io.lines() do
  local job = pandoc.json.decode(line, false)
  pandoc.mediabag.empty()
  local ok, result = pcall(pandoc.read, content(job), job.format, job.options, {})
  local answer
  if ok then
    result = result:walk({RawBlock = read_html})
    local names = pandoc.List()
    for name, _, bytes in pandoc.mediabag.items() do
      names:insert(name)
      local file = assert(io.open(folder .. '/' .. job.number .. '-' .. #names, 'wb'))
      file:write(bytes)
      file:close()
    end
    io.write('{"media":', pandoc.json.encode(names), ',"tree":', pandoc.write(result, 'json'), '}\n')
  else
    io.write(pandoc.json.encode({error = tostring(result)}), '\n')
  end
end
