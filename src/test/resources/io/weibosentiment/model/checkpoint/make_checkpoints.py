"""Makes the tiny checkpoints beside this file, and what Transformers makes of a few texts with each (golden.jsonl).

Run with: pip install torch==2.5.1 transformers==4.46.3 tokenizers safetensors; python make_checkpoints.py
Random weights from a fixed seed. Biases and norms are random too, so that one which is forgotten shows.
"""
import json
import shutil
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AlbertConfig, AlbertForSequenceClassification, BertConfig, BertForSequenceClassification, BertTokenizer,
    BertTokenizerFast, DistilBertConfig, DistilBertForSequenceClassification, ElectraConfig,
    ElectraForSequenceClassification, ErnieConfig, ErnieForSequenceClassification, PreTrainedTokenizerFast,
    RobertaConfig, RobertaForSequenceClassification, XLMRobertaConfig, XLMRobertaForSequenceClassification)

HERE = Path(__file__).parent
TEXTS = ["天气很好", "我不喜欢这个菜！", "", "好", "今天的天气真的很好，我们都很开心，明天再来吃一次这个菜，好不好？", "abc def 好",
         "<pad>好<pad><pad>菜", "[SEP] 不好 [MASK]", "Good GOOD 好好好", "１２３ ｆｕｌｌ"]
CHARACTERS = "天气很好我不喜欢这个菜今的真们都开心明再来吃一次，！？。"
WIDE = dict(hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=12, max_position_embeddings=24)
TWO = dict(id2label={0: "negative", 1: "positive"}, label2id={"negative": 0, "positive": 1})


def labels(*names):
    return dict(id2label=dict(enumerate(names)), label2id={name: i for i, name in enumerate(names)})


def randomized(model, seed):
    torch.manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.normal_(0, 0.5)
            if name.lower().endswith("norm.weight"):
                parameter.add_(1)
    return model.eval()


def word_piece(folder, fast=False):
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *CHARACTERS, *"abcdefgo0123456789", "##b", "##c", "##e", "##f",
             "##oo", "##d", "good"]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    slow = BertTokenizer(str(folder / "vocab.txt"), model_max_length=20)
    if fast:
        BertTokenizerFast.from_pretrained(folder, model_max_length=20).save_pretrained(folder, legacy_format=False)
        (folder / "vocab.txt").unlink()
    else:
        slow.save_pretrained(folder)
    return slow, len(words)


def unigram(folder):
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    pieces += [(c, -3.0 - i / 10) for i, c in enumerate(CHARACTERS + "abcdefgo0123456789")]
    pieces += [("天气", -3.5), ("很好", -3.6), ("▁我", -4.0), ("不喜欢", -4.5), ("good", -5.0), ("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return wrapped(folder, tokenizer, "XLMRobertaTokenizer", len(pieces))


def byte_pairs(folder):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.BpeTrainer(vocab_size=290, special_tokens=special,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator([CHARACTERS, *TEXTS], trainer)
    return wrapped(folder, tokenizer, "RobertaTokenizer", tokenizer.get_vocab_size())


def wrapped(folder, tokenizer, name, size):
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>",
                                   sep_token="</s>", pad_token="<pad>", cls_token="<s>", mask_token="<mask>",
                                   model_max_length=20)
    fast.save_pretrained(folder)
    config = folder / "tokenizer_config.json"
    config.write_text(config.read_text().replace("PreTrainedTokenizerFast", name))
    return fast, size


def golden(folder, model, tokenizer):
    with open(folder / "golden.jsonl", "w", encoding="utf-8") as out, torch.no_grad():
        for text in TEXTS:
            ids = tokenizer(text, truncation=True)["input_ids"]
            logits = model(input_ids=torch.tensor([ids])).logits[0].tolist()
            out.write(json.dumps(dict(text=text, input_ids=ids, logits=logits), ensure_ascii=False) + "\n")


def make(name, config_class, model_class, seed, tokenizer=word_piece, save=None, **settings):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    tokens, size = tokenizer(folder)
    model = randomized(model_class(config_class(vocab_size=size, **settings)), seed)
    if save:
        save(model, folder)
    else:
        model.save_pretrained(folder)
    golden(folder, model, tokens)
    (folder / "special_tokens_map.json").unlink(missing_ok=True)


def in_shards(model, folder):
    model.save_pretrained(folder, max_shard_size=3000)


def as_zip(model, folder):
    """Views of one storage in float16, a transposed one, one in bfloat16 and a buffer of whole numbers."""
    model.config.save_pretrained(folder)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(parameter.bfloat16().float() if "query.weight" in name else parameter.half().float())
    state = model.state_dict()
    flat = torch.cat([tensor.detach().half().flatten() for tensor in state.values()])
    views, start = {}, 0
    for name, tensor in state.items():
        views[name] = flat[start:start + tensor.numel()].view(tensor.shape)
        start += tensor.numel()
    for name in state:
        if "intermediate.dense.weight" in name:
            views[name] = state[name].half().t().contiguous().t()
        if "query.weight" in name:
            views[name] = state[name].bfloat16()
    views["bert.embeddings.position_ids"] = torch.arange(24).unsqueeze(0)
    torch.save(views, folder / "pytorch_model.bin")


if __name__ == "__main__":
    make("bert-three-labels", BertConfig, BertForSequenceClassification, 1, save=in_shards,
         tokenizer=lambda folder: word_piece(folder, fast=True), **WIDE, **labels("negative", "neutral", "positive"))
    make("bert-stars", BertConfig, BertForSequenceClassification, 2, save=as_zip, **WIDE,
         **labels("1 star", "2 stars", "3 stars", "4 stars", "5 stars"))
    make("bert-regression", BertConfig, BertForSequenceClassification, 3, problem_type="regression", **WIDE, **labels("LABEL_0"))
    make("ernie-multi-label", ErnieConfig, ErnieForSequenceClassification, 4, use_task_id=True, type_vocab_size=4,
         layer_norm_eps=1e-5, problem_type="multi_label_classification", **WIDE, **labels("angry", "positive", "sad"))
    make("distilbert", DistilBertConfig, DistilBertForSequenceClassification, 5, dim=8, n_layers=2, n_heads=2, hidden_dim=12,
         max_position_embeddings=24, **TWO)
    make("albert-two-groups", AlbertConfig, AlbertForSequenceClassification, 6, embedding_size=6, num_hidden_groups=2,
         **{**WIDE, "num_hidden_layers": 4}, **TWO)
    make("electra", ElectraConfig, ElectraForSequenceClassification, 7, embedding_size=6, **WIDE, **TWO)
    make("xlm-roberta", XLMRobertaConfig, XLMRobertaForSequenceClassification, 8, tokenizer=unigram, type_vocab_size=1,
         **WIDE, **TWO)
    make("roberta-byte-pairs", RobertaConfig, RobertaForSequenceClassification, 9, tokenizer=byte_pairs, type_vocab_size=1,
         **WIDE, **TWO)
    torch.save({"classifier.weight": torch.ones(2)}, HERE / "before-1.6.bin", _use_new_zipfile_serialization=False)
