#include "base/scratch_folder.hpp"

#include <string>

#include <cstdlib>

#include "base/error.hpp"

namespace allmende {

ScratchFolder::ScratchFolder()
{
    std::string name = (std::filesystem::temp_directory_path() / "allmende-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        fail(ErrorCode::disk, "{}: no folder can be made there", std::filesystem::temp_directory_path().string());
    }
    path_ = name;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;  // what cannot be removed is in nobody's way
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace allmende
