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
local function read_html(text)
  if text:match('^%s*<!%-%-') then return nil end
  local ok, result = pcall(pandoc.read, text, 'html+epub_html_exts', nil, {})
  if not ok or pandoc.utils.stringify(result.blocks) == '' and not text:match('<img')
    and not text:match('<pre') then
    return nil
  end
  return result.blocks
end

-- Tags that can stand around Markdown, in blocks of their own.
local around = {}
for name in ('article aside center details div header main section summary'):gmatch('%a+') do
  around[name] = true
end

-- The tags around Markdown in a text, and the HTML between them.
local function pieces(text)
  local found, at = pandoc.List(), 1
  for first, slash, name, more, last in text:gmatch('()<(/?)(%a+)([^>]*)>()') do
    if around[name:lower()] and not more:match('/$') then
      found:insert({html = text:sub(at, first - 1)})
      found:insert({name = name:lower(), tag = text:sub(first, last - 1), closes = slash == '/'})
      at = last
    end
  end
  found:insert({html = text:sub(at)})
  return found
end

-- Whether HTML opens or closes a tag whose other end is in another block.
local function is_torn(found)
  local depth, details = 0, false
  for _, piece in ipairs(found) do
    if piece.name then
      depth = depth + (piece.closes and -1 or 1)
      details = details or piece.name == 'details'
    end
  end
  return depth ~= 0 or details
end

local function division(frame)
  local read = pandoc.read(frame.tag .. '</' .. frame.name .. '>', 'html+native_divs').blocks[1]
  local attr = read and read.t == 'Div' and read.attr or pandoc.Attr()
  if frame.name == 'details' then attr.classes:insert('details') end
  if frame.name == 'summary' then attr.classes:insert('title') end
  return pandoc.Div(frame.blocks, attr)
end

-- Blocks in which HTML is read, and what stands between two tags is a division.
local function with_html(blocks)
  local open = pandoc.List({{blocks = pandoc.List()}})
  local function put(new) open[#open].blocks:extend(new) end
  local function close()
    local frame = open:remove()
    put({division(frame)})
  end
  local function put_html(text)
    if text:match('%S') then put(read_html(text) or {pandoc.RawBlock('html', text)}) end
  end
  local function put_piece(piece)
    if piece.html then
      put_html(piece.html)
    elseif not piece.closes then
      open:insert({name = piece.name, tag = piece.tag, blocks = pandoc.List()})
    elseif #open > 1 and open[#open].name == piece.name then
      close()
    end
  end
  for _, block in ipairs(blocks) do
    local is_html = block.t == 'RawBlock' and block.format == 'html'
    local found = is_html and not block.text:match('^%s*<!%-%-') and pieces(block.text)
    if found and is_torn(found) then
      found:map(put_piece)
    elseif is_html then
      put_html(block.text)
    else
      put({block})
    end
  end
  while #open > 1 do close() end
  return open[1].blocks
end

local function has_html(document, text)
  if text and not text:find('<', 1, true) then return false end
  local found = false
  document:walk({RawBlock = function(block) found = found or block.format == 'html' end})
  return found
end

-- What the reader says that it left out, and the files that it did not include.
local function left_out(messages)
  local skipped, missing = pandoc.List(), pandoc.List()
  for _, message in ipairs(messages) do
    local entry = pandoc.json.decode(pandoc.json.encode(message), false)
    if entry.type == 'SkippedContent' then skipped:insert(1, {entry.line, entry.contents}) end
    if entry.type == 'CouldNotLoadIncludeFile' then missing:insert(1, entry.path) end
  end
  return skipped, missing
end

for line in io.lines() do
  local job = pandoc.json.decode(line, false)
  pandoc.mediabag.empty()
  local messages, ok, result =
    pandoc.log.silence(pcall, pandoc.read, content(job), job.format, job.options, {})
  local answer
  if ok then
    if has_html(result, job.text) then result = result:walk({Blocks = with_html}) end
    local names = pandoc.List()
    for name, _, bytes in pandoc.mediabag.items() do
      names:insert(name)
      local file = assert(io.open(folder .. '/' .. job.number .. '-' .. #names, 'wb'))
      file:write(bytes)
      file:close()
    end
    local skipped, missing = left_out(messages)
    io.write('{"media":', pandoc.json.encode(names), ',"skipped":', pandoc.json.encode(skipped),
      ',"missing":', pandoc.json.encode(missing), ',"tree":', pandoc.write(result, 'json'), '}\n')
  else
    io.write(pandoc.json.encode({error = tostring(result)}), '\n')
  end
  io.stdout:flush()  -- so that it is known which document it was at when it is ended
end
